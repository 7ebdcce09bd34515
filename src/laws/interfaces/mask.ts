/** Operations on masks m ∈ {0, 1}ⁿ, with one byte per weight. */
export interface MaskImpl {
  /** Returns m ⊙ W, in which pruned weights are +0. It may modify `weights` and return the same array. */
  apply(weights: Float32Array, mask: Uint8Array): Float32Array;
  /** Returns the fraction of surviving weights. */
  density(mask: Uint8Array): number;
  /** Returns the fraction of pruned weights. */
  sparsity(mask: Uint8Array): number;
  /** Returns the number of weights divided by the number of surviving weights. */
  compression(mask: Uint8Array): number;
  /** Returns the intersection m ∧ m′, which keeps the weights that both masks keep. */
  intersect(mask: Uint8Array, other: Uint8Array): Uint8Array;
}
