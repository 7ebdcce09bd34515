/**
 * A masked linear layer as arrays: W and m have rows · columns entries in row-major order, and m is 1 for surviving weights.
 */
export interface PlainLayer {
  /** Number of outputs. */
  readonly rows: number;
  /** Number of inputs. */
  readonly columns: number;
  /** The weights W. */
  readonly weights: Float32Array;
  /** The mask m, which keeps at most a quarter of the weights. */
  readonly mask: Uint8Array;
}

/** Masked linear layers whose cost is proportional to the number of surviving weights. */
export interface SparseLayerImpl {
  /** Returns the layer y = x·(m ⊙ W)ᵀ with an optimizer that has state, such as momentum. */
  layer(plain: PlainLayer): SparseLayer;
}

/** A masked linear layer during training. */
export interface SparseLayer {
  /** Returns the outputs y [batch, rows] for inputs x [batch, columns]. */
  forward(x: Float32Array): Float32Array;
  /**
   * Returns ∂L/∂x [batch, columns] of the latest `forward` for upstream gradients ∂L/∂y [batch, rows], and stores the gradient
   * of W.
   */
  backward(dy: Float32Array): Float32Array;
  /** Updates W once, with the stored gradient, and clears the gradient. */
  step(): void;
  /** Returns the current weights W, rows · columns entries. Pruned weights are 0. */
  weights(): Float32Array;
  /**
   * Returns the arrays that are stored in addition to W after a step, in the form in which they are stored: first the gradient,
   * then each kind of optimizer state.
   */
  stored(): readonly ArrayLike<number>[];
}
