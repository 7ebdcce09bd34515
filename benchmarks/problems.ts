// What each benchmark hands its contenders. They must not write into it.

/** C = A·B. A [m, k], B [k, n], row-major. */
export interface MatmulProblem {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** A fully connected layer: y = x·(m ⊙ W)ᵀ + b. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** W [outputs, inputs], initially; 0 where pruned. */
  readonly weight: Float32Array;
  /** b [outputs], initially. */
  readonly bias: Float32Array;
  /** m [outputs, inputs], 1 survives; null for a dense layer. */
  readonly mask: Uint8Array | null;
}

/** ReLU networks under Adam and cross-entropy, updated once for each batch, again from the first after the last. */
export interface StepProblem {
  readonly layers: readonly Layer[];
  /** x [batchSize, inputs] and the class of each row. */
  readonly batches: readonly { readonly inputs: Float32Array; readonly labels: Uint8Array }[];
  readonly batchSize: number;
  readonly learningRate: number;
}

/**
 * Iterative magnitude pruning from dense layers: each round trains for `iterations` updates, removes `rate` of all
 * surviving weights, and rewinds to the start, optimizer included.
 */
export interface ImpProblem {
  readonly layers: readonly Layer[];
  /** Examples, [n, inputs]. */
  readonly inputs: Float32Array;
  /** The class of each. */
  readonly labels: Uint8Array;
  /** Which examples make the batches of a round: batchSize of them each, one batch after the other. */
  readonly order: Uint32Array;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly rounds: number;
  readonly iterations: number;
  readonly rate: number;
}

/** Independent searches, one a seed. */
export interface TrialsProblem {
  readonly seeds: readonly number[];
  /** Worker threads of whoever has them. */
  readonly threads: number;
}

/** Which k of the scores are the largest. */
export interface TopkProblem {
  readonly scores: Float32Array;
  readonly k: number;
}
