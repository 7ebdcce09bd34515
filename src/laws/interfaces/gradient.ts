/** A tensor: its entries in row-major order, and its shape. Axes may have length 0. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The operations that a network of linear layers is trained with. */
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

/** One of them; the labels are those of a cross-entropy. */
export interface OperationCall {
  readonly operation: OperationName;
  readonly labels?: readonly number[];
}

/** Operations that know their gradient. */
export interface GradientImpl<in Call = OperationCall> {
  /** Computes one operation, to be differentiated; null for one there is not. */
  record(call: Call, inputs: readonly PlainTensor[]): Recorded | null;
}

/** An operation, computed. */
export interface Recorded {
  /** The result. */
  readonly value: PlainTensor;
  /** Adds Σ g ⊙ ∂value/∂input to the gradient of each input; g has an entry for each of the result's. */
  backward(upstream: Float32Array): void;
  /** The gradient of each input. */
  gradients(): readonly Float32Array[];
  /** Forgets the gradients. */
  zeroGrad(): void;
}
