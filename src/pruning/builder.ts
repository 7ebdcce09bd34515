import type { LotteryTicketOptions, OptionTypes } from './options.ts';

/** One method per option. */
export type OptionSetters<Pruner> = {
  [K in keyof OptionTypes]: (value: OptionTypes[K]) => LotteryTicketBuilder<Pruner>;
};

/**
 * Builds a pruner one option at a time. Each method is named after its option and returns a new builder; `build` checks the
 * options. `LotteryTicketPruner.builder()` returns an empty builder.
 *
 * @example
 * const pruner = LotteryTicketPruner.builder().targetSparsity(0.9).pruningRounds(10).criterion('magnitude').build();
 * pruner instanceof LotteryTicketPruner; // → true
 * LotteryTicketPruner.builder().targetSparsity(1.5).pruningRounds(10).build(); // throws ValueError
 */
export class LotteryTicketBuilder<Pruner> implements OptionSetters<Pruner> {
  readonly #make: (options: LotteryTicketOptions) => Pruner;
  readonly #options: Partial<OptionTypes>;

  /**
   * Makes a builder.
   *
   * @param make makes a pruner with the complete options.
   */
  constructor(make: (options: LotteryTicketOptions) => Pruner, options: Partial<OptionTypes> = {}) {
    this.#make = make;
    this.#options = options;
  }

  /** Sets s in (0, 1), the fraction of the weights to prune in total. */
  targetSparsity(targetSparsity: number): LotteryTicketBuilder<Pruner> {
    return this.#with({ targetSparsity });
  }

  /** Sets n ≥ 1, the number of rounds. */
  pruningRounds(pruningRounds: number): LotteryTicketBuilder<Pruner> {
    return this.#with({ pruningRounds });
  }

  /** Sets the fraction of the surviving weights that each round prunes, instead of a target sparsity. */
  roundRate(roundRate: number): LotteryTicketBuilder<Pruner> {
    return this.#with({ roundRate });
  }

  /** Sets the round rate of the output layer for layerwise scope. */
  outputRate(outputRate: number): LotteryTicketBuilder<Pruner> {
    return this.#with({ outputRate });
  }

  /** Sets the point to which a round rewinds. */
  rewindStrategy(rewindStrategy: OptionTypes['rewindStrategy']): LotteryTicketBuilder<Pruner> {
    return this.#with({ rewindStrategy });
  }

  /** Sets the score that decides which weights survive: a name from `CRITERIA` or a function. */
  criterion(criterion: OptionTypes['criterion']): LotteryTicketBuilder<Pruner> {
    return this.#with({ criterion });
  }

  /** Sets whether the weights of all layers compete ('global') or each layer keeps the same fraction ('layerwise'). */
  scope(scope: OptionTypes['scope']): LotteryTicketBuilder<Pruner> {
    return this.#with({ scope });
  }

  /** An alias of `scope`: `globalPruning(true)` is `scope('global')`, `globalPruning(false)` is `scope('layerwise')`. */
  globalPruning(global: boolean): LotteryTicketBuilder<Pruner> {
    return this.scope(global ? 'global' : 'layerwise');
  }

  /** Sets the source of random scores. */
  random(random: OptionTypes['random']): LotteryTicketBuilder<Pruner> {
    return this.#with({ random });
  }

  /** Sets the function that draws new initial weights for a round. */
  reinitialize(reinitialize: OptionTypes['reinitialize']): LotteryTicketBuilder<Pruner> {
    return this.#with({ reinitialize });
  }

  /** Sets whether a training that changes no weight is accepted. */
  allowUntrained(allowUntrained: boolean): LotteryTicketBuilder<Pruner> {
    return this.#with({ allowUntrained });
  }

  /** Returns the pruner. @throws {ValueError} if an option is missing or out of range. */
  build(): Pruner {
    return this.#make(this.#options as LotteryTicketOptions);
  }

  #with(change: Partial<OptionTypes>): LotteryTicketBuilder<Pruner> {
    return new LotteryTicketBuilder(this.#make, { ...this.#options, ...change });
  }
}
