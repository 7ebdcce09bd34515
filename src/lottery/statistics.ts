// What several runs say together: mean, deviation, confidence interval, and how many runs a claim needs.

import { atLeast, between, wholeNumber } from '../check.ts';
import { NonFiniteError, ValueError } from '../errors.ts';
import { studentQuantile } from '../numeric/index.ts';

/** Several runs' figures summed up. With one run there is no deviation and no interval: they are null. */
export interface Estimate {
  /** n ≥ 1. */
  readonly runs: number;
  /** x̄ = Σx ÷ n. */
  readonly mean: number;
  /** s = √(Σ(x − x̄)² ÷ (n − 1)). */
  readonly deviation: number | null;
  /** x̄ ± t · s ÷ √n, t Student's quantile for n − 1 degrees of freedom: where the true mean is taken to lie. */
  readonly interval: Interval | null;
}

/** From low to high, both included. */
export type Interval = readonly [low: number, high: number];

/**
 * Mean, deviation and confidence interval of figures, one a run. Throws a ValueError for no figures or a confidence
 * outside (0, 1), a NonFiniteError for a figure that is NaN or infinite.
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

/** Σx ÷ n, taken around the first figure, so that equal figures have exactly themselves as mean. */
function meanOf(values: readonly number[]): number {
  const [first] = values;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** The normal law's quantiles: P(|Z| ≤ 1.96) = 0.95, and P(Z ≤ 0.84) = 0.8. */
const [Z_CONFIDENCE, Z_POWER] = [1.959963984540054, 0.8416212335729143];

/**
 * Runs an arm to tell two means `difference` apart, each run deviating by `deviation`, at the 5 % level (two-sided) in 4
 * of 5 experiments: n = 2 (1.96 + 0.84)² σ² ÷ δ², rounded up, at least 2. 36 for 0.2 percentage points at 0.3 (35.3 before
 * rounding). Throws a ValueError for a difference that is not above 0 or a negative deviation.
 */
export const runsToTell = (difference: number, deviation: number): number =>
  runsFor(difference, deviation, 2);

/**
 * The same where runs come in pairs that share a seed and `deviation` is that of the pairs' differences:
 * n = (1.96 + 0.84)² σ² ÷ δ² pairs.
 */
export const pairsToTell = (difference: number, deviation: number): number =>
  runsFor(difference, deviation, 1);

function runsFor(difference: number, deviation: number, arms: number): number {
  between('difference', difference, 0, Number.POSITIVE_INFINITY);
  atLeast('deviation', deviation, 0);
  const z = ((Z_CONFIDENCE + Z_POWER) * deviation) / difference;
  return wholeNumber('runs', Math.max(2, Math.ceil(arms * z * z)), 2);
}
