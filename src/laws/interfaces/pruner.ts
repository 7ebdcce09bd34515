import type { OptionTypes, PrunableModel, RewindStrategy, Trainer, Weights } from '../../pruning/index.ts';

/**
 * A pruner: it trains, prunes and rewinds a network, round after round.
 *
 * The laws do not observe the optimizer state of pruned weights. A pruner may keep it, as this package does, or clear it.
 */
export interface PrunerImpl {
  /**
   * Runs the rounds of a search. A round is trained when it is requested, and starts by rewinding the network, because others
   * may have trained it since the last round.
   *
   * @param model the network. Some networks hold their mask themselves: they have `setMask` and `getMask`.
   * @param trainer trains the network. It does not look at the signal: once that is aborted, `afterUpdate` must throw its reason.
   * @param options the options of the search.
   */
  rounds(model: PrunableModel, trainer: Trainer, options: PrunerOptions): AsyncIterable<SeenRound>;
  /** Writes a ticket into a network: weights, biases, and the mask if the network holds masks. */
  applyTicket(model: PrunableModel, ticket: SeenTicket): void;
}

/** The options of a search. */
export interface PrunerOptions extends Omit<OptionTypes, 'roundRate' | 'outputRate' | 'allowUntrained'> {
  /** Ends the search: it throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** The `progress` of a round of a search with the same options, or a structured clone of it; the search continues after it. */
  readonly resume?: unknown;
}

/** What the laws read of a round that is done. */
export interface SeenRound {
  /** k = 1 … n. */
  readonly round: number;
  /** Prunable weights and biases at the end of this round's training. */
  readonly trained: { readonly weights: Weights; readonly others: Weights };
  /** The ticket as of this round. */
  readonly ticket: SeenTicket;
  /** What a search needs to continue after this round. Later rounds must not change it. */
  readonly progress: unknown;
}

/** What the laws read of a ticket. */
export interface SeenTicket {
  /** For each layer, 1 where a weight survives. */
  readonly mask: { readonly layers: ReadonlyMap<string, ArrayLike<number>> };
  /** The prunable weights at their rewound values; pruned weights are +0. */
  readonly weights: Weights;
  /** The biases at their rewound values. */
  readonly others: Weights;
  /** Number of pruned weights ÷ number of weights. */
  readonly sparsity: number;
  /** Number of surviving weights. */
  readonly remainingParameters: number;
  /** The strategy that it was rewound by. */
  readonly rewind: RewindStrategy;
}
