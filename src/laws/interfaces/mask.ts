/** m ∈ {0, 1}ⁿ, one byte a weight, and what is done with it. */
export interface MaskImpl {
  /** m ⊙ W: the pruned become +0. May write `weights` and return it. */
  apply(weights: Float32Array, mask: Uint8Array): Float32Array;
  /** Fraction kept. */
  density(mask: Uint8Array): number;
  /** Fraction removed. */
  sparsity(mask: Uint8Array): number;
  /** Weights before ÷ weights after. */
  compression(mask: Uint8Array): number;
  /** m ∧ m′: what both keep. */
  intersect(mask: Uint8Array, other: Uint8Array): Uint8Array;
}
