// What the pruner asks of a network and of whoever trains it. Nothing else: any framework can be a client.

import type { Mask, MaskLike, Weights } from './mask.ts';

/** A network, seen by the pruner as named arrays. */
export interface PrunableModel {
  /** The weights that may be pruned: the live arrays, always in the same order, the output layer last. */
  prunableWeights(): Weights;
  /** Live arrays that are rewound with them but never pruned, such as biases. */
  otherWeights?(): Weights;
  /**
   * Takes over holding the mask: called whenever it changes, and from then on pruned weights must stay exactly 0. The
   * arrays are the model's to keep. A model without this method has its pruned weights set to 0 by the pruner, in `afterUpdate`.
   */
  setMask?(masks: ReadonlyMap<string, Uint8Array>): void;
  /**
   * Returns the masks that the model is under, such as the last ones it was given, by layer; a layer without one is dense.
   * A search and the other ways to prune start from them, so that pruned weights stay pruned. Without this method, every
   * weight counts as a surviving one when a search starts, even if it is 0, and a weight that was pruned before may survive.
   */
  getMask?(): MaskLike;
}

/** One stretch of training. */
export interface TrainingSpan {
  /** The round, from 1; after the last round, training of the ticket itself is round n + 1. */
  readonly round: number;
  /** The learning-rate clock at the start: 0 for a whole training. */
  readonly from: number;
  /** The clock at the end: `to − from` updates are made. It may pass `iterations` when fine-tuning. */
  readonly to: number;
  /** The mask that training is under. */
  readonly mask: Mask;
  /** Asks for an early end: the trainer should stop and throw `signal.reason`. */
  readonly signal?: AbortSignal;
  /** Must be called after each update with the clock after it: from + 1, …, to. Throws a ValueError for another. */
  afterUpdate(clock: number): void;
}

/** Derivatives at the current weights, one value per weight, keyed by layer. Some criteria need them. */
export interface Derivatives {
  /** g = ∂L/∂θ on data that the trainer chooses. */
  gradients?(): Weights;
  /** H·g, where H is the Hessian of L, for GraSP: the trainer chooses the data and the temperature. */
  hessianGradients?(): Weights;
  /**
   * ∂R/∂|θ| with R = 1ᵀ ∏|θ| 1: the sum of the outputs for an input of ones, with every weight at |θ| and every bias at 0. No
   * data. Where values would overflow, all layers may be multiplied by one common factor, which keeps the order of the scores.
   */
  flowGradients?(): Weights;
}

/** Whoever trains the network. What it offers of `Derivatives` decides which criteria can be used. */
export interface Trainer<Result = unknown> extends Derivatives {
  /** T: the iterations of one whole training. */
  readonly iterations: number;
  /** Trains the network's weights in place, exactly `to − from` updates. */
  train(span: TrainingSpan): Promise<Result> | Result;
  /** A copy of the optimizer's memory, so that it can be rewound with the weights. */
  saveState?(): unknown;
  /** Restores such a copy. It is restored again after every round, so what it holds must not be written to. */
  loadState?(state: unknown): void;
}
