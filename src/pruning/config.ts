import { between, wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Importance, magnitude } from './importance/index.ts';
import { checkStrategy, RewindStrategy } from './rewind.ts';
import type { PruningPlan, Scope } from './schedule.ts';

/** How to search for a ticket: a plan (to a target, or by a rate a round) and what it says nothing of. */
export type LotteryTicketOptions = PruningPlan & {
  /** n ≥ 1 rounds of train, prune, rewind; 1 is one-shot pruning. */
  readonly pruningRounds: number;
  /** Where survivors return to; `RewindStrategy.init()` by default. */
  readonly rewind?: RewindStrategy;
  /** Whether all layers compete ('global', the default) or each keeps its own share ('layerwise'). */
  readonly scope?: Scope;
  /** The score that survivors are chosen by; magnitude by default. */
  readonly importance?: Importance;
  /** Where a random criterion draws from; needed by none but it. */
  readonly random?: Random;
  /** New initial weights for a round, drawn from the law of the first ones; needed by `RewindStrategy.reinitialise()`. */
  readonly redraw?: Redraw;
};

/** New initial weights, and other weights (biases), for round k = 1, 2, …: the same for the same k. */
export type Redraw = (round: number) => Pick<Checkpoint, 'weights' | 'others'>;

/** The options, checked, with every default filled in. */
export type ResolvedOptions = Required<
  Pick<LotteryTicketOptions, 'pruningRounds' | 'rewind' | 'scope' | 'importance'>
> & {
  readonly plan: PruningPlan;
  readonly random: Random | undefined;
  readonly redraw: Redraw | undefined;
};

/** Checks the options and fills in the defaults. Throws a ValueError that names the option. */
export function resolveOptions(options: LotteryTicketOptions): ResolvedOptions {
  const { pruningRounds, rewind = RewindStrategy.init(), scope = 'global', importance = magnitude } = options;
  const { random, redraw } = options;
  const plan = resolvePlan(options);
  wholeNumber('pruningRounds', pruningRounds, 1);
  checkStrategy(rewind);
  if (scope !== 'global' && scope !== 'layerwise')
    throw new ValueError('scope', "must be 'global' or 'layerwise'", scope);
  if (typeof importance !== 'function') throw new ValueError('importance', 'must be a function', importance);
  if (rewind.kind === 'reinitialise' && typeof redraw !== 'function')
    throw new ValueError('redraw', 'must be a function when survivors are reinitialised', redraw);
  return { plan, pruningRounds, rewind, scope, importance, random, redraw };
}

function resolvePlan(options: LotteryTicketOptions): PruningPlan {
  const { targetSparsity, roundRate, outputRate } = options as PlanOptions;
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

/** The options of both plans, as a caller without types may mix them. */
interface PlanOptions {
  readonly targetSparsity?: number;
  readonly roundRate?: number;
  readonly outputRate?: number;
}

/** The same options said step by step: `new LotteryTicketConfig(0.9, 10).withRewindStrategy(RewindStrategy.init())`. */
export class LotteryTicketConfig {
  /** The options so far. */
  readonly options: LotteryTicketOptions;

  /** s in (0, 1) and n ≥ 1; throws a ValueError otherwise. */
  constructor(targetSparsity: number, pruningRounds: number, rest: Partial<LotteryTicketOptions> = {}) {
    this.options = { ...rest, targetSparsity, pruningRounds };
    resolveOptions(this.options);
  }

  /** The same configuration with another rewinding strategy. */
  withRewindStrategy(rewind: RewindStrategy): LotteryTicketConfig {
    return this.#with({ rewind });
  }

  /** The same configuration with all layers competing (true) or each on its own (false). */
  withGlobalPruning(global: boolean): LotteryTicketConfig {
    return this.#with({ scope: global ? 'global' : 'layerwise' });
  }

  #with(change: Partial<LotteryTicketOptions>): LotteryTicketConfig {
    const { targetSparsity, pruningRounds, ...rest } = this.options as LotteryTicketOptions & {
      targetSparsity: number;
    };
    return new LotteryTicketConfig(targetSparsity, pruningRounds, { ...rest, ...change });
  }
}
