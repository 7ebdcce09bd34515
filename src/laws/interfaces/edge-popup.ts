/** A layer of random weights with one score per edge, as arrays of rows · columns entries in row-major order. */
export interface PlainScoredLayer {
  /** Number of outputs. */
  readonly rows: number;
  /** Number of inputs. */
  readonly columns: number;
  /** The random weights W, which are never trained. */
  readonly weights: Float32Array;
  /** The initial scores s. All of them are positive. */
  readonly scores: Float32Array;
  /** Fraction k of the edges in use, in (0, 1]: max(1, round(k · n)) of n edges. A half rounds up. */
  readonly keep: number;
}

/** Layers that learn which of their random weights to use (edge-popup). */
export interface EdgePopupImpl {
  /** Returns the layer y = x·(W ⊙ h(s))ᵀ with an optimizer of its scores. */
  layer(plain: PlainScoredLayer): EdgePopupLayer;
}

/** An edge-popup layer during training. */
export interface EdgePopupLayer {
  /** Returns the current mask h(s): 1 for each edge in use, otherwise 0. */
  mask(): Uint8Array;
  /** Returns the outputs y [batch, rows] for inputs x [batch, columns]. */
  forward(x: Float32Array): Float32Array;
  /**
   * Returns the gradient ∂L/∂s of the latest `forward` for upstream gradients ∂L/∂y [batch, rows]. Gradients do not accumulate.
   */
  backward(dy: Float32Array): Float32Array;
  /** Updates the scores once, with the latest gradient. */
  step(): void;
  /** Returns the weights W. */
  weights(): Float32Array;
  /** Returns the current scores s. */
  scores(): Float32Array;
}
