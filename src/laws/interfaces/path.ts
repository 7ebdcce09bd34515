/** The straight path between the weights of two trained networks, and its error barrier. */
export interface PathImpl {
  /** Returns the weights at α = i ÷ n on the path from a (i = 0) to b (i = n). */
  pointBetween(a: Float32Array, b: Float32Array, i: number, n: number): Float32Array;
  /** Returns the error barrier of a path whose points, including both ends, have these errors. */
  errorBarrier(errors: readonly number[]): number;
}
