import { fraction, integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import { criterion as criterionNamed } from '../pruning/criteria/criteria.ts';
import type { LotteryTicketOptions } from '../pruning/options.ts';
import { resolveOptions } from '../pruning/resolve-options.ts';
import { type SearchSettings, settingsOf } from '../pruning/settings.ts';
import { isObject, parseJson } from './json.ts';

/** Returns the settings of a search as JSON. @throws {ValueError} if they are invalid. */
export const settingsToJson = (settings: SearchSettings): string =>
  JSON.stringify(checkSettings(settings, settings));

/** Returns the settings of a search from JSON. @throws {ValueError} if `settingsToJson` cannot have made it. */
export const settingsFromJson = (text: string): SearchSettings =>
  checkSettings(parseJson('settings', text), text);

/**
 * Checks the settings of a search.
 *
 * @param got the value that the error message shows.
 */
function checkSettings(value: unknown, got: unknown): SearchSettings {
  if (!isObject(value)) throw new ValueError('settings', 'must be the settings of a search', got);
  const { criterion, random, iterations, ...options } = value;
  integer('settings.iterations', iterations as number, 1);
  if (criterion !== 'custom') criterionNamed(criterion as string);
  if (random !== undefined) fraction('settings.random', random as number);
  const reinitialize = () => ({ weights: new Map(), others: new Map() });
  const all = { pruningRounds: 1, reinitialize, ...options } as unknown as LotteryTicketOptions;
  const settings = {
    ...settingsOf(resolveOptions(all), iterations as number),
    criterion: criterion as string,
    ...(random !== undefined && { random: random as number }),
  };
  const isSame = Object.keys(value).length === Object.keys(settings).length;
  if (isSame && JSON.stringify({ ...settings, ...value }) === JSON.stringify(settings)) return settings;
  throw new ValueError('settings', 'must be the settings of a search, as they are written', got);
}
