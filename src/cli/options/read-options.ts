import type { Config, Definition } from '../commands/command.ts';
import { definitionOf, namesIn } from './all-options.ts';
import { attributeOf } from './option.ts';
import { checkRules } from './rules.ts';

/**
 * Returns the configuration for the options that were given on the command line; the others have their defaults.
 *
 * @param given the values that Commander parsed, by attribute. It contains no defaults.
 * @throws {ValueError} if a rule between options is broken; the message names the flag.
 */
export function readOptions<C extends Config>(
  { defaults }: Definition<C>,
  given: Readonly<Record<string, unknown>>,
): C {
  const config: Record<string, unknown> = { ...defaults };
  const isGiven = (name: string): boolean => given[name] !== undefined;
  // The two ways to specify how much to prune replace each other's defaults, and a rate for the output layer requires layerwise
  // pruning.
  if (isGiven('roundRate')) config.sparsity = null;
  if (isGiven('sparsity') && 'roundRate' in defaults) config.roundRate = null;
  if (isGiven('outputRate')) config.scope = 'layerwise';
  for (const name of namesIn(defaults)) {
    const value = given[attributeOf(definitionOf(name))];
    if (value !== undefined) config[name] = value;
  }
  checkRules(config as C);
  return config as C;
}
