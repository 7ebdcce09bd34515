/** A tensor: its entries in row-major order, and its shape. Axes may have length 0. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Names of the operations that networks of linear layers are trained with. */
export type OperationName =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'neg'
  | 'square'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'matmul'
  | 'matmulNT'
  | 'matmulTN'
  | 'sum'
  | 'mean'
  | 'logSoftmax'
  | 'crossEntropy'
  | 'mse';

/** An operation, and the labels if it is a cross-entropy. */
export interface OperationCall {
  readonly operation: OperationName;
  readonly labels?: readonly number[];
}

/** Differentiable operations. */
export interface GradientImpl<in Call = OperationCall> {
  /** Computes one differentiable operation. Returns null if the implementation does not provide it. */
  record(call: Call, inputs: readonly PlainTensor[]): Recorded | null;
}

/** The result of a differentiable operation, with the gradients of its inputs. */
export interface Recorded {
  /** The result of the operation. */
  readonly value: PlainTensor;
  /**
   * Adds Σ g ⊙ ∂value/∂input to the gradient of each input. The upstream gradient g has one entry per entry of the result.
   */
  backward(upstream: Float32Array): void;
  /** Returns the accumulated gradient of each input. */
  gradients(): readonly Float32Array[];
  /** Sets the gradients to 0. */
  zeroGrad(): void;
}
