// The trade-off between sparsity and accuracy: up to which sparsity the loss of accuracy is minimal, where it grows gradually,
// and from where on it is significant.

import { atLeast } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { type Estimate, estimate } from '../statistics/statistics.ts';

/** Data of one trained level that a sweep needs. */
export interface SweepLevel {
  /** Number of the level; 0 is the dense network. */
  readonly round: number;
  /** Fraction of the weights that are pruned. */
  readonly sparsity: number;
  /** Test accuracy at early stop. */
  readonly testAccuracy: number;
}

/** Bounds by which the mean loss of accuracy of a level is classified, as fractions. */
export interface SweepBounds {
  /** A level matches the dense network if its loss is at most this; 0.002 (0.2 percentage points) by default. */
  readonly tolerance?: number;
  /** A loss above this is significant; 0.01 (one percentage point) by default. */
  readonly significant?: number;
  /** Confidence of the intervals; 0.95 by default. */
  readonly confidence?: number;
}

/** Class of a level by its loss of accuracy. */
export type Zone = 'minimal' | 'gradual' | 'significant';

/** One level, with estimates over all runs. */
export interface SweepPoint {
  readonly round: number;
  readonly sparsity: number;
  /** Test accuracy. */
  readonly accuracy: Estimate;
  /** Accuracy of the dense network − accuracy of this level, per run: 0.01 is one percentage point lost. */
  readonly loss: Estimate;
  /** Whether the mean loss is at most the tolerance. */
  readonly matches: boolean;
  /** Whether the whole confidence interval of the loss is at most the tolerance; null with one run. */
  readonly surelyMatches: boolean | null;
  readonly zone: Zone;
}

/** The trade-off between sparsity and accuracy over several runs. */
export interface Sweep {
  /** Number of runs. */
  readonly runs: number;
  readonly tolerance: number;
  readonly significant: number;
  /** All levels in order of increasing sparsity, starting with the dense network. */
  readonly points: readonly SweepPoint[];
  /** The highest sparsity whose mean loss is within the tolerance; 0 if only the dense network's is. */
  readonly extremeSparsity: number;
  /** The highest sparsity at which the whole interval of the loss is within the tolerance; null with one run. */
  readonly sureSparsity: number | null;
  /** The highest sparsity whose mean loss is not significant. */
  readonly gradualUntil: number;
  /** Whether there is a level beyond `extremeSparsity`; if not, the true extreme sparsity may be higher. */
  readonly sawTheEnd: boolean;
}

/**
 * Returns the trade-off between sparsity and accuracy. Levels are in three consecutive zones: `minimal` ends at the extreme sparsity,
 * the highest one whose mean loss is at most `tolerance`; `gradual` ends at the highest sparsity whose mean loss is at most
 * `significant`; the rest is `significant`. Frankle et al. 2020, §4 (extreme sparsity).
 *
 * @param runs the levels of each run, the dense network first.
 * @throws {ValueError} if there are no runs, a run does not start with the dense network, its sparsity does not increase, the runs
 *   have different sparsities, or the bounds are out of order.
 * @throws {NonFiniteError} if an accuracy is NaN or infinite.
 *
 * @example
 * const level = (round, sparsity, testAccuracy) => ({ round, sparsity, testAccuracy });
 * const run = [level(0, 0, 0.98), level(1, 0.5, 0.981), level(2, 0.75, 0.975), level(3, 0.9, 0.93)];
 * tradeOff([run]).points.map(({ zone }) => zone); // → [ 'minimal', 'minimal', 'gradual', 'significant' ]
 * tradeOff([run]).extremeSparsity; // → 0.5
 */
export function tradeOff(runs: readonly (readonly SweepLevel[])[], bounds: SweepBounds = {}): Sweep {
  const { tolerance, significant, confidence } = checkBounds(bounds);
  checkRuns(runs);
  const levels = runs[0].map((level, i) => {
    const what = `accuracy of round ${level.round}`;
    const accuracy = estimate(
      runs.map((run) => run[i].testAccuracy),
      confidence,
      what,
    );
    const loss = estimate(
      runs.map((run) => run[0].testAccuracy - run[i].testAccuracy),
      confidence,
      what,
    );
    const matches = loss.mean <= tolerance + ROUNDING;
    const surelyMatches = loss.interval && loss.interval[1] <= tolerance + ROUNDING;
    return { round: level.round, sparsity: level.sparsity, accuracy, loss, matches, surelyMatches };
  });
  const extreme = levels.findLastIndex(({ matches }) => matches);
  const gradual = levels.findLastIndex(({ loss }) => loss.mean <= significant + ROUNDING);
  const zoneOf = (i: number): Zone => (i <= extreme ? 'minimal' : i <= gradual ? 'gradual' : 'significant');
  return {
    ...{ runs: runs.length, tolerance, significant },
    points: levels.map((level, i) => ({ ...level, zone: zoneOf(i) })),
    extremeSparsity: levels[extreme].sparsity,
    sureSparsity:
      runs.length === 1 ? null : (levels.findLast((level) => level.surelyMatches)?.sparsity as number),
    gradualUntil: levels[gradual].sparsity,
    sawTheEnd: extreme < levels.length - 1,
  };
}

/** Fills in the default bounds. @throws {ValueError} if they are negative, not finite or out of order. */
export function checkBounds(bounds: SweepBounds): Required<SweepBounds> {
  const { tolerance = 0.002, significant = 0.01, confidence = 0.95 } = bounds;
  atLeast('tolerance', tolerance, 0);
  atLeast('significant', significant, tolerance);
  return { tolerance, significant, confidence };
}

const ROUNDING = 1e-9; // Tolerance for rounding errors of differences of accuracies. Real differences are far larger.

function checkRuns(runs: readonly (readonly SweepLevel[])[]): void {
  if (runs.length === 0) throw new ValueError('runs', 'must have at least one run', 0);
  runs.forEach((run, r) => {
    if (run[0]?.round !== 0 || run[0].sparsity !== 0)
      throw new ValueError(`run ${r}`, 'must begin with the dense network, round 0', run[0]?.round);
    run.forEach(({ sparsity }, i) => {
      if (i > 0 && !(sparsity > run[i - 1].sparsity && sparsity <= 1))
        throw new ValueError(`run ${r}, level ${i}`, 'sparsity must grow, up to 1', sparsity);
      if (sparsity !== runs[0][i]?.sparsity)
        throw new ValueError(`run ${r}, level ${i}`, `sparsity must be ${runs[0][i]?.sparsity}`, sparsity);
    });
    if (run.length !== runs[0].length)
      throw new ValueError(`run ${r}`, `must have ${runs[0].length} levels`, run.length);
  });
}
