// Rules between options. Messages name the flags as they are typed.

import { ValueError } from '../../errors.ts';
import type { Config } from '../commands/command.ts';
import { definitionOf, type OptionName, type OptionValues } from './all-options.ts';
import { flagOf } from './option.ts';

/** Two options that exclude each other, because both specify how much a search prunes. */
export const EXCLUSIVE: readonly OptionName[] = ['sparsity', 'roundRate'];

type Values = Partial<OptionValues>;

/**
 * Checks all rules between the options of one command.
 *
 * @throws {ValueError} that names the flag.
 */
export function checkRules(config: Config): void {
  const values: Values = config;
  checkPruning(values);
  const { momentum, optimizer, warmUp, iterations, controlLevels, rounds } = values;
  if (isGiven(momentum) && optimizer !== 'momentum')
    throw broken('momentum', 'must not be given without --optimizer momentum', momentum);
  if (warmUp !== undefined && iterations !== undefined && warmUp > iterations)
    throw broken('warmUp', `must be at most ${iterations}, the number of --iterations`, warmUp);
  const late = Array.isArray(controlLevels) && controlLevels.find((level) => level > (rounds as number));
  if (late) throw broken('controlLevels', `must be at most ${rounds}, the number of --rounds`, late);
}

function checkPruning({ sparsity, roundRate, outputRate, scope }: Values): void {
  if (sparsity === undefined || roundRate === undefined) return;
  if (isGiven(sparsity) && isGiven(roundRate))
    throw broken('roundRate', 'must not be given together with --sparsity', roundRate);
  if (sparsity === null && roundRate === null)
    throw broken('sparsity', 'must be given, or --round-rate', null);
  if (!isGiven(outputRate)) return;
  if (roundRate === null) throw broken('outputRate', 'must not be given without --round-rate', outputRate);
  if (scope !== 'layerwise')
    throw broken('outputRate', 'must not be given without --scope layerwise', outputRate);
}

const isGiven = <T>(value: T): value is NonNullable<T> => value !== undefined && value !== null;

const broken = (name: OptionName, rule: string, got: unknown): ValueError =>
  new ValueError(flagOf(definitionOf(name)), rule, got);
