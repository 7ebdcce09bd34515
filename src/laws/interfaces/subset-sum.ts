/** Looks for the random weights of a strong ticket: those of a few that add up to a target weight. */
export interface SubsetSumImpl {
  /** 1 for each of the numbers, at most eleven, that is in the subset; its sum comes nearest to the target. */
  subset(numbers: Float64Array, target: number): Uint8Array;
}
