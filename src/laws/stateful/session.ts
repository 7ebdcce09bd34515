import type { TrainableNetwork } from './network.ts';
import type { PrunerPlan } from './plan.ts';

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
