import type { RewindStrategy } from '../../pruning/index.ts';

/** A whole pruner, in as few words as it can be driven by. */
export interface PrunerImpl {
  /** Takes a network that was just initialised, and a plan. */
  start(network: TrainableNetwork, plan: PrunerPlan): PrunerSession | Promise<PrunerSession>;
}

/** A pruner at work on one network. Methods may be asynchronous. */
export interface PrunerSession {
  /**
   * Trains a rewound network to the end of its span: sets the clock, calls `update` until it reads `to`, and sets pruned
   * weights to +0 after each update. Once the signal is aborted it makes no further update and throws.
   */
  train(signal: AbortSignal): unknown;
  /** Ends a trained round: of its survivors the `keep[round]` of largest |w| stay, the earlier first among equals. */
  prune(): unknown;
  /**
   * Puts the network where the next round's training starts, whatever was done to it: weights, biases and memory as
   * recorded, pruned weights +0. Before any round is done, that is how the network began.
   */
  rewind(): unknown;
  /** The mask of each layer, 1 for a survivor. */
  masks(): readonly ArrayLike<number>[];
  /** A value that says where the search stands after the rounds it has done; later work must not change it. */
  checkpoint(): unknown;
  /** Goes back to such a value, of this session or of another with the same plan. */
  restore(saved: unknown): unknown;
  /** Puts the ticket into another network: its weights and biases; this session's own network stays as it is. */
  apply(network: TrainableNetwork): unknown;
}

/** What a pruner under test is asked to do. */
export interface PrunerPlan {
  /** n: how many rounds. */
  readonly rounds: number;
  /** s: the fraction to remove in the end. */
  readonly targetSparsity: number;
  /** The weights that all layers together keep after each round: round(N·(1 − s)^(k/n)), each less than the one before. */
  readonly keep: readonly number[];
  /** T: the updates of one whole training. */
  readonly iterations: number;
  /** Where survivors go back to, by name. */
  readonly rewind: RewindStrategy;
  /** The same in numbers: the iteration whose weights and memory come back, or null to keep them as trained. */
  readonly checkpoint: number | null;
  /** The clock when a rewound network starts to train. The first round, dense, starts at 0. */
  readonly from: number;
  /** The clock when its training ends. The first round's ends at T. */
  readonly to: number;
}

/** The numbers of a network, by layer. */
export interface NetworkState {
  /** The weights that may be pruned. */
  readonly weights: readonly Float32Array[];
  /** One bias a layer: rewound with the weights, never pruned. */
  readonly biases: Float32Array;
  /** The optimizer's memory of each weight. */
  readonly memory: readonly Float32Array[];
}

/** What a pruner under test is given: live arrays, and a training that knows of no mask. */
export interface TrainableNetwork extends NetworkState {
  /** The learning-rate clock: what the next update reads. The pruner sets it back when it rewinds. */
  clock: number;
  /** One update at the clock, which then moves on by 1. It revives pruned weights unless they are set to 0 after it. */
  update(): void;
}
