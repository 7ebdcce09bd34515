// The trade-off between sparsity and accuracy: up to which sparsity is the loss minimal, where does it grow gradually,
// from where is it significant, and where does matching end? The seeds' levels in, zones out.

import { atLeast } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { type Estimate, estimate } from '../statistics/statistics.ts';

/** Data of one trained level that a sweep needs. */
export interface SweepLevel {
  /** 0 is the dense network. */
  readonly round: number;
  /** Fraction removed. */
  readonly sparsity: number;
  /** Test accuracy at early stop. */
  readonly testAccuracy: number;
}

/** How a level's mean loss is judged, in fractions of accuracy. */
export interface SweepBounds {
  /** A level matches the dense network where its loss is at most this: 0.002, 0.2 percentage points, by default. */
  readonly tolerance?: number;
  /** A loss above this is significant: 0.01, one percentage point, by default. */
  readonly significant?: number;
  /** Of the intervals; 0.95 by default. */
  readonly confidence?: number;
}

/** Where a level lies. */
export type Zone = 'minimal' | 'gradual' | 'significant';

/** One level over all runs. */
export interface SweepPoint {
  readonly round: number;
  readonly sparsity: number;
  /** Test accuracy. */
  readonly accuracy: Estimate;
  /** Dense − this level, run by run: 0.01 is one percentage point lost. */
  readonly loss: Estimate;
  /** Mean loss ≤ tolerance. */
  readonly matches: boolean;
  /** The whole interval of the loss ≤ tolerance; null with one run. */
  readonly surelyMatches: boolean | null;
  readonly zone: Zone;
}

/** The trade-off. */
export interface Sweep {
  /** Runs behind every point. */
  readonly runs: number;
  readonly tolerance: number;
  readonly significant: number;
  /** Every level, the dense network first, with growing sparsity. */
  readonly points: readonly SweepPoint[];
  /** The extreme sparsity: the deepest level whose mean loss is within the tolerance. 0 where only dense is. */
  readonly extremeSparsity: number;
  /** The deepest level whose whole interval is; null with one run. */
  readonly sureSparsity: number | null;
  /** The deepest level before the loss is significant. */
  readonly gradualUntil: number;
  /** Whether the sweep goes past the end of matching; if not, the extreme sparsity may lie deeper. */
  readonly sawTheEnd: boolean;
}

/**
 * Works the trade-off out of one or more runs' levels. Three zones, each closed by the deepest level that belongs to it,
 * so that one level's luck cannot interleave them: `minimal` ends at the extreme sparsity, `gradual` at the deepest level
 * whose mean loss is at most `significant`, and the rest is `significant`. Frankle et al. 2020, §4 (extreme sparsity).
 * Throws a ValueError for no runs, a run without a dense level first or whose sparsity does not grow, runs of different
 * sparsities, or bounds out of order; a NonFiniteError for an accuracy that is NaN.
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

const ROUNDING = 1e-9; // of differences of accuracies, which differ by far more

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
