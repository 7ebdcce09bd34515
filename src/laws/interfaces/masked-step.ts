/** An optimizer's kind and options, in PyTorch's words. */
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

/** Optimizers that keep pruned weights pruned. */
export interface MaskedStepImpl {
  /** A fresh optimizer of so many weights, or null for a kind there is none of. */
  optimizer(options: StepOptions, size: number): MaskedOptimizer | null;
}

/** One optimizer at work on one array of weights. */
export interface MaskedOptimizer {
  /** One update of the weights in place. The mask holds 1 for a survivor; null where nothing is pruned yet. */
  step(weights: Float32Array, gradient: Float32Array, mask: Uint8Array | null): void;
  /** Its memory: arrays with one entry a weight, such as the momentum. */
  state(): readonly Float32Array[];
}
