/** A layer under a mask as plain arrays: W and m have rows · columns entries, row by row; m holds 1 for a survivor. */
export interface PlainLayer {
  /** Outputs. */
  readonly rows: number;
  /** Inputs. */
  readonly columns: number;
  /** W. */
  readonly weights: Float32Array;
  /** m, of which at most a quarter is 1. */
  readonly mask: Uint8Array;
}

/** Linear layers that promise to cost what their survivors cost. */
export interface SparseLayerImpl {
  /** The layer y = x·(m ⊙ W)ᵀ, with an optimizer that has a memory. */
  layer(plain: PlainLayer): SparseLayer;
}

/** One such layer in training. */
export interface SparseLayer {
  /** y [batch, rows] for x [batch, columns]. */
  forward(x: Float32Array): Float32Array;
  /** ∂L/∂x [batch, columns] of the latest `forward`, for ∂L/∂y [batch, rows]. The gradient of W is kept. */
  backward(dy: Float32Array): Float32Array;
  /** One update of W by the gradient kept. */
  step(): void;
  /** W as it is now, rows · columns entries, 0 where pruned. */
  weights(): Float32Array;
  /** What is kept beside W after a step, just as it is held: the gradient, and each kind of optimizer memory. */
  stored(): readonly ArrayLike<number>[];
}
