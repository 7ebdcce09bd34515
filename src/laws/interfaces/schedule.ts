/**
 * Pruning schedules: how many weights survive each round. Below, s is the target sparsity, n the number of rounds, k a round,
 * and p the fraction of the surviving weights that a round prunes.
 */
export interface ScheduleImpl {
  /** Returns the rate p with which n rounds reach the target sparsity s. */
  roundRate(s: number, n: number): number;
  /** Returns the density after round k, for 0 ≤ k ≤ n. */
  remaining(s: number, n: number, k: number): number;
  /**
   * Returns the number of surviving weights, of `total`, after round k, for 0 ≤ k ≤ n. An exact half rounds up, and at least one
   * weight survives.
   */
  count(total: number, s: number, n: number, k: number): number;
  /** Returns the number of surviving weights after each of n rounds. Throws if a round would not prune any weight. */
  plan(total: number, s: number, n: number): readonly number[];
  /**
   * Returns the number of weights that survive a round at the given rate: count − round(count · rate), at least 1. An exact half
   * rounds up.
   */
  afterRate(count: number, rate: number): number;
  /**
   * Returns, for each round, the number of surviving weights of each layer if every layer is pruned on its own. The last layer
   * has its own rate.
   */
  levels(
    sizes: readonly number[],
    rate: number,
    outputRate: number,
    rounds: number,
  ): readonly (readonly number[])[];
}
