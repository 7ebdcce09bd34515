// Is it a winner on the whole, not by one seed's luck? The three metrics of `quality.ts` over several seeds, each
// seed's ticket held against that seed's own dense network.

import { atLeast } from '../../check.ts';
import type { EarlyStop } from '../imp/quality.ts';
import { type Estimate, estimate, pairsToTell } from './statistics.ts';

/** What a metric comes to: it holds, it fails, or its interval lies on both sides of the bar. */
export type Answer = 'yes' | 'no' | 'not enough runs';

/** One metric over several seeds. */
export interface SeedsMetric {
  /** Ticket − dense, seed by seed. */
  readonly difference: Estimate;
  /** What the difference must reach (or, for iterations, not pass). */
  readonly bar: number;
  /** Whether the whole confidence interval does, none of it does, or it cannot be told. */
  readonly answer: Answer;
}

/** The verdict over several seeds. Accuracies are test accuracies at early stop, as fractions. */
export interface SeedsQuality {
  /** Seeds behind it. */
  readonly runs: number;
  readonly dense: Estimate;
  readonly ticket: Estimate;
  /** Accuracy differences reach −tolerance. */
  readonly reachesTarget: SeedsMetric;
  /** Accuracy differences reach 0. */
  readonly matchesDense: SeedsMetric;
  /** Early-stop differences do not pass one evaluation interval. */
  readonly trainsAsFast: SeedsMetric;
  /** Whether it is a winning ticket: it reaches the target, as fast. */
  readonly isWinner: Answer;
  /**
   * Number of seeds needed to detect a difference of `tolerance` at the observed standard deviation. It is null with fewer
   * than five seeds, whose standard deviation is too uncertain for a prediction, and if the standard deviation or the
   * tolerance is 0.
   */
  readonly needed: number | null;
}

/** One seed's two networks at their early stops. */
export interface SeedPair {
  readonly dense: EarlyStop;
  readonly ticket: EarlyStop;
}

/** Fewer seeds than this decide nothing: two agree by chance too easily. */
export const MIN_RUNS = 3;

/**
 * With fewer seeds than this, no sample size is predicted: the 95 % interval of a standard deviation from four seeds reaches
 * from half of it to almost four times, and the number of seeds grows with its square.
 */
const MIN_RUNS_TO_PREDICT = 5;

const ROUNDING = 1e-9; // as in `judge`

/**
 * Judges tickets of several seeds. `tolerance` is a fraction (0.002 = 0.2 percentage points), `interval` the iterations
 * between two evaluations. Throws a ValueError for no seeds, a tolerance or interval below 0, or a confidence outside
 * (0, 1); a NonFiniteError for an accuracy that is NaN.
 */
export function judgeSeeds(
  pairs: readonly SeedPair[],
  tolerance: number,
  interval: number,
  confidence = 0.95,
): SeedsQuality {
  atLeast('tolerance', tolerance, 0);
  atLeast('interval', interval, 0);
  const of = (what: string, figure: (pair: SeedPair) => number): Estimate =>
    estimate(pairs.map(figure), confidence, what);
  const accuracy = of('accuracy', ({ dense, ticket }) => ticket.testAccuracy - dense.testAccuracy);
  const iterations = of('iteration', ({ dense, ticket }) => ticket.iteration - dense.iteration);
  const reachesTarget = metric(accuracy, -tolerance, 1);
  const trainsAsFast = metric(iterations, interval, -1);
  const isPredictable = pairs.length >= MIN_RUNS_TO_PREDICT && accuracy.deviation !== 0 && tolerance > 0;
  return {
    runs: pairs.length,
    dense: of('dense', ({ dense }) => dense.testAccuracy),
    ticket: of('ticket', ({ ticket }) => ticket.testAccuracy),
    reachesTarget,
    matchesDense: metric(accuracy, 0, 1),
    trainsAsFast,
    isWinner: both(reachesTarget.answer, trainsAsFast.answer),
    needed: isPredictable ? pairsToTell(tolerance, accuracy.deviation as number) : null,
  };
}

/** Whether a difference is on the good side of a bar: above it for `side` 1, below it for −1, equal to it for both. */
function metric(difference: Estimate, bar: number, side: 1 | -1): SeedsMetric {
  const { runs, interval } = difference;
  if (interval === null || runs < MIN_RUNS) return { difference, bar, answer: 'not enough runs' };
  const isGood = (value: number) => side * (value - bar) >= -ROUNDING;
  const good = interval.filter(isGood).length;
  return { difference, bar, answer: good === 2 ? 'yes' : good === 0 ? 'no' : 'not enough runs' };
}

function both(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'not enough runs';
}
