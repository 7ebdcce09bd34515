/**
 * Functions that select the surviving weights, those with the highest scores. Masks are 1 for surviving weights, otherwise 0.
 */
export interface SelectImpl {
  /** Returns the magnitude |w| of each weight. */
  magnitude(weights: Float32Array): Float32Array;
  /**
   * Keeps exactly `keep` weights: those with the highest scores, and among ties those with the lowest indices. Throws if a score
   * is NaN.
   */
  select(scores: Float32Array, keep: number): Uint8Array;
  /**
   * Keeps exactly `keep` weights of all layers together. Among ties, weights of earlier layers come first. Throws if a score is
   * NaN.
   */
  global(layers: readonly Float32Array[], keep: number): readonly Uint8Array[];
  /** Keeps exactly `keep[l]` weights of each layer l, which is ranked on its own. Throws if a score is NaN. */
  layerwise(layers: readonly Float32Array[], keep: readonly number[]): readonly Uint8Array[];
}
