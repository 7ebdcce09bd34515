/** Looks for the random weights of a strong ticket: those of a few that add up to a target weight. */
export interface SubsetSumImpl {
  /** The most numbers it takes. */
  readonly most: number;
  /** 1 for each of the numbers that is in the subset, whose sum comes nearest to the target. */
  subset(numbers: Float64Array, target: number): Uint8Array;
}
