// The interfaces through which the pruner accesses a network and its trainer. Any framework can provide them.

import type { Mask, MaskLike, Weights } from './mask.ts';

/**
 * A network as named arrays. Each method returns a `Map` of the network's live `Float32Array`s: the memory that training writes
 * to, the same at every call. No two of the arrays may overlap. Shared (tied) weights are listed under one name.
 */
export interface PrunableModel {
  /** Returns the weights that may be pruned, always in the same order, with the output layer last. */
  prunableWeights(): Weights;
  /** Returns the weights that are rewound but never pruned, such as biases. */
  otherWeights?(): Weights;
  /**
   * Makes the model itself hold the mask. Called whenever the mask changes; from then on pruned weights must stay exactly 0.
   * The model may keep and modify the arrays. If a model does not have this method, the pruner sets its pruned weights to 0 in
   * `afterUpdate`.
   */
  setMask?(masks: ReadonlyMap<string, Uint8Array>): void;
  /**
   * Returns the masks that the model holds, such as the last ones it was given, by layer; a layer without one is dense.
   * A search and the other ways to prune start from them, so that pruned weights stay pruned. Without this method, every
   * weight counts as a surviving one when a search starts, even if it is 0, and a weight that was pruned before may survive.
   */
  getMask?(): MaskLike;
}

/** One training: a range of iterations. */
export interface TrainingSpan {
  /** Number of the round, from 1. After the last round, the training of the ticket itself is round n + 1. */
  readonly round: number;
  /** Position in the learning-rate schedule at the start: 0 for a complete training. */
  readonly from: number;
  /** Position at the end: `to − from` updates are made. It may exceed `iterations` when fine-tuning. */
  readonly to: number;
  /** The mask to hold during training. */
  readonly mask: Mask;
  /** Requests an early end: the trainer should stop and throw `signal.reason`. */
  readonly signal?: AbortSignal;
  /**
   * Must be called after each update with the position after it: from + 1, …, to.
   *
   * @throws {ValueError} if it is called with another position.
   * @throws the signal's reason once it is aborted.
   */
  afterUpdate(clock: number): void;
}

/** Derivatives at the current weights, one value per weight, keyed by layer. Some criteria need them. */
export interface Derivatives {
  /** Returns g = ∂L/∂θ on data that the trainer chooses. */
  gradients?(): Weights;
  /** Returns H·g, where H is the Hessian of L, for GraSP. The trainer chooses the data and the temperature. */
  hessianGradients?(): Weights;
  /**
   * Returns ∂R/∂|θ| with R = 1ᵀ ∏|θ| 1: the sum of the outputs for an input of ones, with every weight at |θ| and every bias at
   * 0. It does not depend on data. If values would overflow, all layers may be multiplied by one common factor, which preserves
   * the order of the scores.
   */
  flowGradients?(): Weights;
}

/**
 * Trains the network. The derivatives that it provides decide which criteria can be used.
 *
 * **Optimizer state.** Every round must start with the optimizer state of the rewind point, such as the momentum of W₀, which is
 * 0. A trainer that keeps one optimizer for all rounds therefore needs `state` and `load`. Without them, each round
 * starts with the momentum and step count of fully trained weights, and the search finds worse tickets. A trainer without these
 * methods must make a new optimizer in each `train`, or use one without state, such as plain gradient descent.
 *
 * Only `train` may return a promise.
 */
export interface Trainer<Result = unknown> extends Derivatives {
  /** Number of iterations T of a complete training. */
  readonly iterations: number;
  /** Optimizer steps taken so far. If this is not 0 when a search starts, the model is rejected as already trained. */
  readonly steps?: number;
  /** Trains the network's weights in place with exactly `to − from` updates. */
  train(span: TrainingSpan): Promise<Result> | Result;
  /** Returns the live arrays that training updates. A search rejects a trainer whose arrays are not those of the model. */
  trainedWeights?(): Iterable<Float32Array>;
  /**
   * Returns a copy of the optimizer's state, including its learning rate, so that it can be rewound with the weights.
   */
  state?(): unknown;
  /** Restores a state that `state` returned. It is loaded again after every round, so it must not be modified. */
  load?(state: unknown): void;
}
