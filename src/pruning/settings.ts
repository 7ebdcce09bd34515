import { ValueError } from '../errors.ts';
import { CRITERIA } from './criteria/criteria.ts';
import type { ResolvedOptions } from './resolve-options.ts';
import type { RewindStrategy } from './rewind-strategy.ts';
import type { Scope } from './schedule.ts';

/**
 * The settings that determine the result of a search, apart from the model, the data and the functions of the caller. Options
 * that do not apply are missing: either `targetSparsity` and `pruningRounds` are given or `roundRate` and `outputRate`, because
 * a search with a given rate may be continued for more rounds.
 */
export interface SearchSettings {
  readonly targetSparsity?: number;
  readonly pruningRounds?: number;
  readonly roundRate?: number;
  readonly outputRate?: number;
  readonly scope: Scope;
  readonly rewindStrategy: RewindStrategy;
  /** A name in `CRITERIA`, or 'custom' for any other function. */
  readonly criterion: string;
  /** A number that identifies the generator of random scores; missing if the criterion is not random. */
  readonly random?: number;
  /** Number of iterations T of a complete training. */
  readonly iterations: number;
}

/** Returns the settings of a search. Searches with the same settings may still differ in functions of the caller. */
export function settingsOf(options: ResolvedOptions, iterations: number): SearchSettings {
  const { plan, pruningRounds, scope, rewindStrategy, criterion, random } = options;
  const named = Object.entries(CRITERIA).find(([, one]) => one === criterion);
  return {
    ...plan,
    ...('targetSparsity' in plan && { pruningRounds }),
    scope,
    rewindStrategy,
    criterion: named?.[0] ?? 'custom',
    ...(criterion.needs === 'random' && random && { random: random.fork('settings').uniform() }),
    iterations,
  };
}

/**
 * Checks that a search is resumed with its own settings. @throws {ValueError} with the name of the first setting that differs.
 */
export function checkSettings(saved: SearchSettings, now: SearchSettings): void {
  if (typeof saved !== 'object' || saved === null)
    throw new ValueError(
      'resume.settings',
      'must be given; a search of an earlier version cannot be resumed',
      saved,
    );
  for (const name of Object.keys({ ...saved, ...now }) as (keyof SearchSettings)[]) {
    const [expected, got] = [plain(saved[name]), plain(now[name])];
    if (expected !== got) throw new ValueError(name, `must be ${expected} as in the search to resume`, got);
  }
}

/** Returns a rewind strategy as text, such as 'kind early, iteration 20', and any other setting unchanged. */
const plain = (value: unknown): unknown =>
  typeof value === 'object'
    ? Object.entries(value ?? {})
        .map((entry) => entry.join(' '))
        .join(', ')
    : value;
