/** Solvers of subset sums. A strong ticket approximates a target weight by the sum of some of a few random weights. */
export interface SubsetSumImpl {
  /**
   * Returns 1 for each number in the subset whose sum is closest to the target, otherwise 0. There are at most eleven numbers.
   */
  subset(numbers: Float64Array, target: number): Uint8Array;
}
