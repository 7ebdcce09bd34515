/** A fully connected network without biases, as plain arrays. */
export interface SmallNetwork {
  /** Number of units of each layer, starting with the inputs. */
  readonly sizes: readonly number[];
  /**
   * One matrix between each pair of consecutive layers, in row-major order: `sizes[i + 1]` rows of `sizes[i]` weights.
   */
  readonly weights: readonly Float32Array[];
}

/**
 * Functions that return one score per weight; the weights with the highest scores survive. Every function is optional: without
 * it, its laws have nothing to check.
 */
export interface CriteriaImpl {
  /** Returns the magnitude |w_T| of each trained weight. */
  readonly magnitude?: (trained: Float32Array) => Float32Array;
  /** Returns the movement |w_T − w₀| of each weight. */
  readonly movement?: (trained: Float32Array, initial: Float32Array) => Float32Array;
  /** Returns the magnitude increase |w_T| − |w₀| of each weight. */
  readonly magnitudeIncrease?: (trained: Float32Array, initial: Float32Array) => Float32Array;
  /**
   * Returns the connection sensitivity |g·w| of each weight, where g is the gradient of the loss. Scores may be normalized by
   * their sum.
   */
  readonly snip?: (weights: Float32Array, gradient: Float32Array) => Float32Array;
  /**
   * Returns the synaptic flow of a network with ReLU between its layers, ∂R/∂θ ⊙ θ for R = 1ᵀ ∏|θ| 1, one score per weight and
   * layer. Scores are not normalized.
   */
  readonly synflow?: (network: SmallNetwork) => readonly Float32Array[];
}
