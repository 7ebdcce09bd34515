/** A layer of random weights and the scores of its edges, as plain arrays of rows · columns entries, row by row. */
export interface PlainScoredLayer {
  /** Outputs. */
  readonly rows: number;
  /** Inputs. */
  readonly columns: number;
  /** W, drawn once and never trained. */
  readonly weights: Float32Array;
  /** s > 0. */
  readonly scores: Float32Array;
  /** k in (0, 1]: max(1, round(k · n)) of the n edges are in use. A half rounds up. */
  readonly keep: number;
}

/** Layers that learn which of their random weights to use. */
export interface EdgePopupImpl {
  /** The layer y = x·(W ⊙ h(s))ᵀ, with an optimizer of its scores. */
  layer(plain: PlainScoredLayer): EdgePopupLayer;
}

/** One such layer in training. */
export interface EdgePopupLayer {
  /** h(s): 1 for each edge in use. */
  mask(): Uint8Array;
  /** y [batch, rows] for x [batch, columns]. */
  forward(x: Float32Array): Float32Array;
  /** ∂L/∂s of the latest `forward` alone, for ∂L/∂y [batch, rows]. */
  backward(dy: Float32Array): Float32Array;
  /** One update of what the layer trains, by the latest gradient. */
  step(): void;
  /** W as it is now. */
  weights(): Float32Array;
  /** s as it is now. */
  scores(): Float32Array;
}
