// Checks the options of the pruner and fills in the defaults.

import { between, checkOptions, checkRandom, integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { Random } from '../random.ts';
import { criterion as criterionNamed } from './criteria/criteria.ts';
import type { Criterion } from './criteria/criterion.ts';
import type { LotteryTicketOptions, OptionTypes, Reinitialize } from './options.ts';
import { checkStrategy, RewindStrategy } from './rewind-strategy.ts';
import type { PruningPlan, Scope } from './schedule.ts';

/** The options after they have been checked, with every default filled in. */
export interface ResolvedOptions {
  readonly plan: PruningPlan;
  readonly pruningRounds: number;
  readonly rewindStrategy: RewindStrategy;
  readonly criterion: Criterion;
  readonly scope: Scope;
  readonly random: Random | undefined;
  readonly reinitialize: Reinitialize | undefined;
  readonly allowUntrained: boolean;
}

const NAMES = Object.keys({
  targetSparsity: 0,
  pruningRounds: 0,
  roundRate: 0,
  outputRate: 0,
  rewindStrategy: 0,
  criterion: 0,
  scope: 0,
  random: 0,
  reinitialize: 0,
  allowUntrained: 0,
} satisfies Record<keyof OptionTypes, 0>);

/** Names of options in other libraries and earlier versions, with the current names. */
const REPLACED = { importance: 'criterion', redraw: 'reinitialize', globalPruning: 'scope' };

/** Checks the options and fills in the defaults. @throws {ValueError} if an option is missing, unknown or out of range. */
export function resolveOptions(options: LotteryTicketOptions): ResolvedOptions {
  checkOptions('the pruner', options, NAMES, REPLACED);
  const { pruningRounds, scope = 'global', random, reinitialize, allowUntrained = false } = options;
  const { rewindStrategy: given = RewindStrategy.init() } = options;
  const rewindStrategy = Object.freeze(checkStrategy(given));
  const plan = resolvePlan(options);
  integer('pruningRounds', pruningRounds, 1);
  if (scope !== 'global' && scope !== 'layerwise')
    throw new ValueError('scope', "must be 'global' or 'layerwise'", scope);
  const criterion = resolveCriterion(options.criterion ?? 'magnitude');
  if (random !== undefined) checkRandom(random);
  if (rewindStrategy.kind === 'reinitialize' && typeof reinitialize !== 'function')
    throw new ValueError('reinitialize', 'must be a function that returns new weights', reinitialize);
  if (typeof allowUntrained !== 'boolean')
    throw new ValueError('allowUntrained', 'must be true or false', allowUntrained);
  return { plan, pruningRounds, rewindStrategy, criterion, scope, random, reinitialize, allowUntrained };
}

/** Returns a copy that does not change when the options object does. */
export function copyOptions(options: LotteryTicketOptions): LotteryTicketOptions {
  const { rewindStrategy } = options;
  if (rewindStrategy === undefined) return Object.freeze({ ...options });
  return Object.freeze({ ...options, rewindStrategy: Object.freeze({ ...rewindStrategy }) });
}

function resolveCriterion(criterion: OptionTypes['criterion']): Criterion {
  if (typeof criterion === 'string') return criterionNamed(criterion);
  if (typeof criterion === 'function') return criterion;
  throw new ValueError('criterion', 'must be a function or a name from CRITERIA', criterion);
}

function resolvePlan(options: Partial<OptionTypes>): PruningPlan {
  const { targetSparsity, roundRate, outputRate } = options;
  if (roundRate === undefined) {
    const plan = { targetSparsity: between('targetSparsity', targetSparsity as number, 0, 1) };
    if (outputRate !== undefined)
      throw new ValueError('outputRate', 'must come with a roundRate', outputRate);
    return plan;
  }
  if (targetSparsity !== undefined)
    throw new ValueError('targetSparsity', 'must not come with a roundRate', targetSparsity);
  between('roundRate', roundRate, 0, 1);
  return { roundRate, outputRate: between('outputRate', outputRate ?? roundRate / 2, 0, 1) };
}
