/** How many weights survive each round. s: the target sparsity; n: rounds; k: the round; p: the fraction a round removes. */
export interface ScheduleImpl {
  /** p for n rounds to the target s. */
  roundRate(s: number, n: number): number;
  /** The fraction left after round k, 0 ≤ k ≤ n. */
  remaining(s: number, n: number, k: number): number;
  /** The whole number of weights left of `total` after round k, 0 ≤ k ≤ n; an exact half rounds up, the last one stays. */
  count(total: number, s: number, n: number, k: number): number;
  /** That count after each of n rounds. Throws for a plan with a round that would remove nothing. */
  plan(total: number, s: number, n: number): readonly number[];
  /** What a round that removes a given fraction leaves of `count`: count − round(count · rate), never less than one. */
  afterRate(count: number, rate: number): number;
  /** The same in every layer on its own, round after round: for each round what each layer has left; the last layer has a rate of its own. */
  levels(
    sizes: readonly number[],
    rate: number,
    outputRate: number,
    rounds: number,
  ): readonly (readonly number[])[];
}
