// Statistics of several runs: mean, standard deviation, confidence interval, and the number of runs that a claim needs.

import { atLeast, between, integer } from '../../check.ts';
import { NonFiniteError, ValueError } from '../../errors.ts';
import { studentQuantile } from '../../numeric/index.ts';
import { enoughDecimals } from '../format-numbers.ts';

/** Mean, standard deviation and confidence interval of one value per run. With one run, the last two are null. */
export interface Estimate {
  /** Number of runs n ≥ 1. */
  readonly runs: number;
  /** Mean x̄ = Σx ÷ n. */
  readonly mean: number;
  /** Sample standard deviation s = √(Σ(x − x̄)² ÷ (n − 1)); null with one run. */
  readonly deviation: number | null;
  /**
   * Confidence interval of the mean, x̄ ± t · s ÷ √n, where t is Student's quantile for n − 1 degrees of freedom; null with one
   * run.
   */
  readonly interval: Interval | null;
}

/** The bounds of a closed interval. */
export type Interval = readonly [low: number, high: number];

/**
 * Returns the mean, the standard deviation and the confidence interval of the mean of several runs.
 *
 * @param values one value per run.
 * @param confidence confidence of the interval, in (0, 1); 0.95 by default.
 * @param what name of the values for error messages.
 * @throws {ValueError} if there are no values, or the confidence is not in (0, 1).
 * @throws {NonFiniteError} if a value is NaN or infinite.
 *
 * @example
 * const accuracy = estimate([97, 98, 99]);
 * [accuracy.mean, accuracy.deviation]; // → [ 98, 1 ]
 * accuracy.interval.map((bound) => bound.toFixed(2)); // → [ '95.52', '100.48' ]
 */
export function estimate(values: readonly number[], confidence = 0.95, what = 'values'): Estimate {
  between('confidence', confidence, 0, 1);
  if (values.length === 0) throw new ValueError(what, 'must have at least one run', 0);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new NonFiniteError(what, bad, values[bad]);
  const runs = values.length;
  const mean = meanOf(values);
  if (runs === 1) return { runs, mean, deviation: null, interval: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(squares / (runs - 1));
  const half = (studentQuantile(confidence, runs - 1) * deviation) / Math.sqrt(runs);
  return { runs, mean, deviation, interval: [mean - half, mean + half] };
}

/**
 * Returns the number of decimals with which unequal means are printed differently and no positive standard deviation is printed
 * as 0.
 *
 * @param format `least` is the minimum number of decimals; `scale` is 100 if the values are shown as percentages, otherwise 1.
 */
export function estimateDecimals(
  estimates: readonly Pick<Estimate, 'mean' | 'deviation'>[],
  { least, scale }: { readonly least: number; readonly scale: number },
): number {
  const means = estimates.map(({ mean }) => scale * mean);
  const deviations = estimates.map(({ deviation }) => enoughDecimals([0, scale * (deviation ?? 0)], least));
  return Math.max(enoughDecimals(means, least), ...deviations);
}

/** Returns the mean Σx ÷ n, taken around the first value, so that the mean of equal values is exactly that value. */
export function meanOf(values: readonly number[]): number {
  const [first] = values;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/**
 * Returns the number of runs per arm that are needed to detect a difference δ of two means at the 5 % level (two-sided) with a
 * power of 80 %: the least n ≥ 2 with n ≥ 2 (t + t′)² σ² ÷ δ², where t and t′ are Student's quantiles of 97.5 % and 80 % for 2n − 2
 * degrees of freedom.
 *
 * @param difference δ > 0.
 * @param deviation σ ≥ 0, the standard deviation of the runs of one arm.
 * @throws {ValueError} if the difference is not above 0, or the standard deviation is negative.
 *
 * @example
 * runsToTell(0.2, 0.3); // → 37
 */
export const runsToTell = (difference: number, deviation: number): number =>
  runsFor(difference, deviation, 2);

/**
 * Returns the number of pairs of runs that are needed to detect a mean difference δ within pairs, such as dense network and ticket
 * of one seed: the least n ≥ 2 with n ≥ (t + t′)² σ² ÷ δ², for n − 1 degrees of freedom. Level and power are those of `runsToTell`.
 *
 * @param difference δ > 0.
 * @param deviation σ ≥ 0, the standard deviation of the differences.
 * @throws {ValueError} if the difference is not above 0, or the standard deviation is negative.
 *
 * @example
 * pairsToTell(0.2, 0.3); // → 20
 */
export const pairsToTell = (difference: number, deviation: number): number =>
  runsFor(difference, deviation, 1);

/** Sum of the quantiles of the normal distribution for 97.5 % and 80 %, which is the limit of Student's quantiles. */
const NORMAL = 1.959963984540054 + 0.8416212335729143;

/**
 * Student's distribution requires up to two runs more than the normal distribution. The difference is ignored above this number
 * of runs.
 */
const MANY = 1000;

function runsFor(difference: number, deviation: number, arms: number): number {
  between('difference', difference, 0, Number.POSITIVE_INFINITY);
  atLeast('deviation', deviation, 0);
  const effect = deviation / difference;
  const least = (quantiles: number): number => arms * (quantiles * effect) * (quantiles * effect);
  let runs = integer('runs', Math.max(2, Math.ceil(least(NORMAL))), 2);
  while (runs < MANY) {
    const degrees = arms * (runs - 1);
    // A two-sided confidence of 60 % is a one-sided confidence of 80 %.
    if (runs >= least(studentQuantile(0.95, degrees) + studentQuantile(0.6, degrees))) break;
    runs++;
  }
  return runs;
}
