// Is it a winner? The three metrics of a winning ticket: it reaches a target accuracy, it matches or exceeds the dense
// network, and it trains in similar or fewer iterations. Frankle & Carbin 2019, §1.

import { atLeast } from '../../check.ts';
import type { Reading } from '../../training/index.ts';

/** One metric: what was measured, what it is held against, and whether it holds. */
export interface Metric {
  /** The ticket's figure. */
  readonly ticket: number;
  /** What it must reach (or, for iterations, not pass). */
  readonly bar: number;
  /** Whether it does. */
  readonly holds: boolean;
}

/** The three metrics, all read at early stop. */
export interface Quality {
  /** Test accuracy against dense − tolerance. */
  readonly reachesTarget: Metric;
  /** Test accuracy against dense. */
  readonly matchesDense: Metric;
  /** Early-stop iteration against dense plus one evaluation interval. */
  readonly trainsAsFast: Metric;
  /** Reaches the target in similar or fewer iterations: the definition of a winning ticket. */
  readonly isWinner: boolean;
}

/** dense − tolerance is rounded, and must not cost a ticket that equals it. Accuracies differ by far more. */
const ROUNDING = 1e-9;

/** A network at its early stop. */
export type EarlyStop = Pick<Reading, 'iteration' | 'testAccuracy'>;

/**
 * Judges a ticket's early stop against the dense network's. `tolerance` and accuracies are fractions (0.002 = 0.2 %);
 * `interval` is the iterations between two evaluations, which no early stop can be finer than.
 */
export function judge(dense: EarlyStop, ticket: EarlyStop, tolerance: number, interval: number): Quality {
  atLeast('tolerance', tolerance, 0);
  const reach = (bar: number): Metric => ({
    ticket: ticket.testAccuracy,
    bar,
    holds: ticket.testAccuracy >= bar - ROUNDING,
  });
  const reachesTarget = reach(dense.testAccuracy - tolerance);
  const latest = dense.iteration + interval;
  const trainsAsFast = { ticket: ticket.iteration, bar: latest, holds: ticket.iteration <= latest };
  const isWinner = reachesTarget.holds && trainsAsFast.holds;
  return { reachesTarget, matchesDense: reach(dense.testAccuracy), trainsAsFast, isWinner };
}
