/** Functions that permute masks at random within each layer. */
export interface ShuffleImpl {
  /**
   * Returns the mask of each layer with its entries permuted. The seed, an integer in [0, 2³²), determines the permutation.
   */
  shuffle(layers: readonly Uint8Array[], seed: number): readonly Uint8Array[];
}
