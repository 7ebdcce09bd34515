import type { LotteryTicketOptions, OptionTypes } from './options.ts';
import { copyOptions, resolveOptions } from './resolve-options.ts';
import type { RewindStrategy } from './rewind-strategy.ts';

/**
 * The options of a search as an immutable value. They are checked when it is made; `with…` returns a changed copy.
 *
 * @example
 * const config = new LotteryTicketConfig(0.9, 10).withRewindStrategy(RewindStrategy.early({ iteration: 500 }));
 * config.options.rewindStrategy; // → { kind: 'early', iteration: 500 }
 * const pruner = LotteryTicketPruner.withConfig(config);
 * new LotteryTicketConfig(1.5, 10); // throws ValueError
 */
export class LotteryTicketConfig {
  /** The options of the search. */
  readonly options: LotteryTicketOptions;

  /**
   * Makes a configuration from all options, or from the target sparsity, the number of rounds, and the other options.
   *
   * @throws {ValueError} if an option is missing, unknown or out of range.
   */
  constructor(options: LotteryTicketOptions);
  constructor(targetSparsity: number, pruningRounds: number, others?: Partial<OptionTypes>);
  constructor(first: LotteryTicketOptions | number, pruningRounds?: number, others?: Partial<OptionTypes>) {
    const all =
      typeof first === 'object' && pruningRounds === undefined
        ? first
        : { ...others, targetSparsity: first, pruningRounds };
    resolveOptions(all as LotteryTicketOptions);
    this.options = copyOptions(all as LotteryTicketOptions);
  }

  /** Returns this configuration with some options changed. @throws {ValueError} if one is unknown or out of range. */
  with(change: Partial<OptionTypes>): LotteryTicketConfig {
    return new LotteryTicketConfig({ ...this.options, ...change });
  }

  /** Returns this configuration with another rewind strategy. */
  withRewindStrategy(rewindStrategy: RewindStrategy): LotteryTicketConfig {
    return this.with({ rewindStrategy });
  }

  /** Returns this configuration with the scope 'global' (true) or 'layerwise' (false). */
  withGlobalPruning(global: boolean): LotteryTicketConfig {
    return this.with({ scope: global ? 'global' : 'layerwise' });
  }
}
