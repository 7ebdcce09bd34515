import type { Random } from '../random.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { CriterionName } from './criteria/criteria.ts';
import type { Criterion } from './criteria/criterion.ts';
import type { RewindStrategy } from './rewind-strategy.ts';
import type { PruningPlan, Scope } from './schedule.ts';

/** Every option of the pruner with its type. Options objects, `LotteryTicketConfig` and the builder all have these names. */
export interface OptionTypes {
  /** Fraction s of the weights to prune in total, in (0, 1). Either this or `roundRate` is required. */
  readonly targetSparsity: number;
  /** Number n ≥ 1 of rounds of train, prune, rewind; 1 is one-shot pruning. Required. */
  readonly pruningRounds: number;
  /** Fraction of the surviving weights that each round prunes, in (0, 1); used instead of `targetSparsity`. */
  readonly roundRate: number;
  /** Round rate of the output layer for layerwise scope; half of `roundRate` by default. */
  readonly outputRate: number;
  /** The point to which a round rewinds; `RewindStrategy.init()` by default. */
  readonly rewindStrategy: RewindStrategy;
  /** The score that decides which weights survive: a name from `CRITERIA` or a function; `'magnitude'` by default. */
  readonly criterion: CriterionName | Criterion;
  /**
   * Whether the weights of all layers compete ('global', the default) or each layer keeps the same fraction ('layerwise').
   */
  readonly scope: Scope;
  /** Generator of random scores; required by the criterion `'random'` only. */
  readonly random: Random;
  /** Draws new initial weights for a round; required by `RewindStrategy.reinitialize()` only. */
  readonly reinitialize: Reinitialize;
  /** Accepts a training that changes no weight, which is an error by default; for trainers that make no updates on purpose. */
  readonly allowUntrained: boolean;
}

/** Options of a search: how far to prune in how many rounds, and optional settings. */
export type LotteryTicketOptions = PruningPlan &
  Pick<OptionTypes, 'pruningRounds'> &
  Partial<
    Pick<OptionTypes, 'rewindStrategy' | 'criterion' | 'scope' | 'random' | 'reinitialize' | 'allowUntrained'>
  >;

/**
 * Returns new initial weights, and other weights (biases), for round k = 1, 2, …, from the distribution of the first ones.
 * The result must depend on k only.
 */
export type Reinitialize = (round: number) => Pick<Checkpoint, 'weights' | 'others'>;
