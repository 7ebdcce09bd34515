import type { OptionTypes, PrunableModel, RewindStrategy, Trainer, Weights } from '../../pruning/index.ts';

/**
 * A pruner, which trains, prunes and rewinds a network round after round.
 *
 * The laws do not observe the optimizer state of pruned weights. A pruner may keep it, as this package does, or clear it.
 */
export interface PrunerImpl {
  /**
   * Runs the rounds of a search. A round is trained when it is requested. It starts by rewinding the network, because the caller
   * may have trained it since the previous round.
   *
   * @param model the network. Some networks hold their mask themselves: they have `setMask` and `getMask`.
   * @param trainer trains the network. It does not check the signal: after an abort, `afterUpdate` must throw the signal's
   * reason.
   * @param options the options of the search.
   */
  rounds(model: PrunableModel, trainer: Trainer, options: PrunerOptions): AsyncIterable<SeenRound>;
  /** Writes a ticket into a network: its weights and biases, and its mask if the network holds masks. */
  applyTicket(model: PrunableModel, ticket: SeenTicket): void;
}

/** The options of a search. */
export interface PrunerOptions extends Omit<OptionTypes, 'roundRate' | 'outputRate' | 'allowUntrained'> {
  /** Aborts the search, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * The `progress` of a round of a search with the same options, or a structured clone of it. The search continues after that
   * round.
   */
  readonly resume?: unknown;
}

/** The part of a completed round that the laws read. */
export interface SeenRound {
  /** Number of the round, k = 1 … n. */
  readonly round: number;
  /** Prunable weights and biases at the end of this round's training. */
  readonly trained: { readonly weights: Weights; readonly others: Weights };
  /** The ticket after this round. */
  readonly ticket: SeenTicket;
  /** The state that a search needs to continue after this round. Later rounds must not change it. */
  readonly progress: unknown;
}

/** The part of a ticket that the laws read. */
export interface SeenTicket {
  /** The mask of each layer: 1 for surviving weights. */
  readonly mask: { readonly layers: ReadonlyMap<string, ArrayLike<number>> };
  /** The prunable weights with their rewound values. Pruned weights are +0. */
  readonly weights: Weights;
  /** The biases with their rewound values. */
  readonly others: Weights;
  /** Number of pruned weights divided by the number of weights. */
  readonly sparsity: number;
  /** Number of surviving weights. */
  readonly remainingParameters: number;
  /** The strategy with which the ticket was rewound. */
  readonly rewind: RewindStrategy;
}
