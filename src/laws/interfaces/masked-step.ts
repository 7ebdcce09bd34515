/** The kind of an optimizer and its options, with PyTorch's meaning. */
export type StepOptions =
  | {
      readonly kind: 'sgd';
      readonly learningRate: number;
      readonly momentum: number;
      readonly nesterov: boolean;
      readonly weightDecay: number;
    }
  | {
      readonly kind: 'adam' | 'adamw';
      readonly learningRate: number;
      readonly betas: readonly [number, number];
      readonly weightDecay: number;
    };

/** Optimizers that keep pruned weights at 0. */
export interface MaskedStepImpl {
  /** Returns a new optimizer for `size` weights, or null if the implementation has no optimizer of this kind. */
  optimizer(options: StepOptions, size: number): MaskedOptimizer | null;
}

/** The optimizer of one array of weights. */
export interface MaskedOptimizer {
  /** Updates the weights in place. The mask is 1 for surviving weights; it is null as long as nothing is pruned. */
  step(weights: Float32Array, gradient: Float32Array, mask: Uint8Array | null): void;
  /** Returns the optimizer state: arrays with one entry per weight, such as the momentum. */
  state(): readonly Float32Array[];
}
