import type { LotteryTicketOptions } from './config.ts';
import type { Importance } from './importance/index.ts';
import type { RewindStrategy } from './rewind.ts';

/** Says a pruner step by step. Each call returns a new builder. */
export class LotteryTicketBuilder<Pruner> {
  readonly #make: (options: LotteryTicketOptions) => Pruner;
  readonly #options: Partial<LotteryTicketOptions>;

  /** `make` turns the finished options into a pruner. */
  constructor(make: (options: LotteryTicketOptions) => Pruner, options: Partial<LotteryTicketOptions> = {}) {
    this.#make = make;
    this.#options = options;
  }

  /** s in (0, 1): the fraction to remove. */
  targetSparsity(targetSparsity: number): LotteryTicketBuilder<Pruner> {
    return this.#with({ targetSparsity });
  }

  /** n ≥ 1. */
  pruningRounds(pruningRounds: number): LotteryTicketBuilder<Pruner> {
    return this.#with({ pruningRounds });
  }

  /** Where survivors return to. */
  rewindStrategy(rewind: RewindStrategy): LotteryTicketBuilder<Pruner> {
    return this.#with({ rewind });
  }

  /** Whether all layers compete (true) or each keeps its own share (false). */
  globalPruning(global: boolean): LotteryTicketBuilder<Pruner> {
    return this.#with({ scope: global ? 'global' : 'layerwise' });
  }

  /** The score that survivors are chosen by, such as one of `CRITERIA`. */
  importance(importance: Importance): LotteryTicketBuilder<Pruner> {
    return this.#with({ importance });
  }

  /** The pruner. Throws a ValueError for an option missing or out of range. */
  build(): Pruner {
    return this.#make(this.#options as LotteryTicketOptions);
  }

  #with(change: Partial<LotteryTicketOptions>): LotteryTicketBuilder<Pruner> {
    return new LotteryTicketBuilder(this.#make, {
      ...this.#options,
      ...change,
    } as Partial<LotteryTicketOptions>);
  }
}
