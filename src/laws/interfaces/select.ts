/** Which weights survive: those of highest score. Masks hold 1 for a survivor, 0 for the rest. */
export interface SelectImpl {
  /** |w| of each weight. */
  magnitude(weights: Float32Array): Float32Array;
  /** Keeps exactly `keep` of the scores: the highest, the lower index first among equals. Throws for a NaN. */
  select(scores: Float32Array, keep: number): Uint8Array;
  /** The same with all layers ranked together, the earlier layer first among equals. */
  global(layers: readonly Float32Array[], keep: number): readonly Uint8Array[];
  /** The same with every layer ranked on its own. */
  layerwise(layers: readonly Float32Array[], keep: readonly number[]): readonly Uint8Array[];
}
