/** The straight path between two trained networks, as arrays of their weights, and its error barrier. */
export interface PathImpl {
  /** The weights at α = i ÷ n on the way from a (i = 0) to b (i = n). */
  pointBetween(a: Float32Array, b: Float32Array, i: number, n: number): Float32Array;
  /** The barrier of a path whose points have these errors, both ends included. */
  errorBarrier(errors: readonly number[]): number;
}
