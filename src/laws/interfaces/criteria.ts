/** A fully connected network without biases, as plain arrays. */
export interface SmallNetwork {
  /** Units of each layer, the inputs first. */
  readonly sizes: readonly number[];
  /** One matrix between each two layers, row by row: `sizes[i + 1]` rows of `sizes[i]` weights. */
  readonly weights: readonly Float32Array[];
}

/** Scores of weights, the highest to be kept. Laws of a score that is left out have nothing to say. */
export interface CriteriaImpl {
  /** |w_T|. */
  readonly magnitude?: (trained: Float32Array) => Float32Array;
  /** |w_T − w₀|. */
  readonly movement?: (trained: Float32Array, initial: Float32Array) => Float32Array;
  /** |w_T| − |w₀|. */
  readonly magnitudeIncrease?: (trained: Float32Array, initial: Float32Array) => Float32Array;
  /** Connection sensitivity of weights whose loss has this gradient, normalised or not. */
  readonly snip?: (weights: Float32Array, gradient: Float32Array) => Float32Array;
  /**
   * Synaptic flow of a network with ReLU between its layers: ∂R/∂θ ⊙ θ for R = 1ᵀ ∏|θ| 1, not normalized. Returns one score per
   * weight, by layer.
   */
  readonly synflow?: (network: SmallNetwork) => readonly Float32Array[];
}
