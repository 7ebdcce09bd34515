// Decides whether a ticket wins. On one seed, it wins if
//   1. its test accuracy at early stop is at most the tolerance below the dense network's,
//   2. it reaches the dense network's best validation loss in no more iterations than the dense network needed, and
//   3. both networks learned something, and no layer has lost all its weights.
// This follows Frankle & Carbin 2019, §1: commensurate accuracy in at most as many iterations. Condition 3 rejects comparisons
// with networks that have learned nothing.

import { atLeast } from '../../check.ts';
import { meanOf } from '../statistics/statistics.ts';
import { type Answer, type Speed, speedOf, stillImproves } from './speed.ts';
import type { JudgedNetwork } from './trained-network.ts';

/** One condition on the ticket's test accuracy at early stop. */
export interface Metric {
  readonly ticket: number;
  /** Accuracy that the ticket must reach. */
  readonly bar: number;
  readonly answer: Answer;
}

/** A suggestion of what may help if a ticket does not win. */
export type NextStep =
  | 'use other data'
  | 'change the training'
  | 'train longer'
  | 'prune less'
  | 'prune each layer separately'
  | 'evaluate more often'
  | 'repeat with more seeds';

/** The verdict on a ticket. Accuracies are test accuracies at early stop, as fractions. */
export interface Verdict {
  /** Comparison of the test accuracy with the dense network's minus the tolerance. */
  readonly reachesTarget: Metric;
  /** Comparison of the test accuracy with the dense network's, which is not a condition for winning. */
  readonly matchesDense: Metric;
  /** Comparison of the iterations until the dense network's best validation loss. */
  readonly trainsAsFast: Speed;
  /** Whether both networks are better than always guessing the most frequent class, whose accuracy is `bar`. */
  readonly learned: Metric & { readonly dense: number };
  /** Layers in which no weight of the ticket survives. A ticket with such a layer does not win. */
  readonly emptiedLayers: readonly string[];
  readonly wins: Answer;
  /**
   * Whether the control with the ticket's mask and new weights is at least as accurate as the ticket, in which case the ticket's
   * weights do not matter. Several random reinitializations are compared by their mean accuracy. Null if none was trained. This
   * is not a condition for winning.
   */
  readonly reinitMatches: boolean | null;
  /** Number of random reinitializations that `reinitMatches` compares with the ticket, by their mean. */
  readonly reinitializations: number;
  /** Suggestions of what may help, the most promising first; empty if the ticket wins. */
  readonly nextSteps: readonly NextStep[];
}

/** Options of `judge`. */
export interface JudgeOptions {
  /**
   * Tolerance: how far the target is below the dense network's test accuracy, as a fraction; 0.002 is 0.2 percentage points.
   */
  readonly tolerance: number;
  /** The trained controls with the ticket's mask and new weights. */
  readonly reinits?: readonly Pick<JudgedNetwork, 'testAccuracy'>[];
}

/**
 * Tolerance for rounding errors of dense − tolerance and of means. Accuracies that really differ, differ by far more.
 */
export const ROUNDING = 1e-9;

/**
 * Judges on one seed whether a ticket wins: it must be as accurate as the dense network, up to a tolerance, and reach the dense
 * network's best validation loss in no more iterations. After Frankle & Carbin 2019, §1.
 *
 * @throws {ValueError} if the tolerance is negative or not finite, or a curve is empty.
 *
 * @example
 * const point = (i, speed) => ({ iteration: 100 * i, validationLoss: 1 / (1 + speed * i) });
 * const curve = (speed) => Array.from({ length: 11 }, (_, i) => point(i, speed));
 * const others = { iterationsBefore: 0, guessingAccuracy: 0.1, emptiedLayers: [] };
 * const dense = { curve: curve(1), testAccuracy: 0.97, ...others };
 * const ticket = { curve: curve(2), testAccuracy: 0.975, ...others };
 * judge(dense, ticket, { tolerance: 0.002 }).wins; // → 'yes'
 * judge(dense, ticket, { tolerance: 0.002 }).trainsAsFast.ticket; // → 500
 */
export function judge(
  dense: JudgedNetwork,
  ticket: JudgedNetwork,
  { tolerance, reinits = [] }: JudgeOptions,
): Verdict {
  atLeast('tolerance', tolerance, 0);
  const reachesTarget = reach(ticket, dense.testAccuracy - tolerance);
  const trainsAsFast = speedOf(dense, ticket);
  const learned = learnedMetric(dense, ticket);
  const { emptiedLayers } = ticket;
  const isWhole = answerOf(emptiedLayers.length === 0);
  const wins = every([reachesTarget.answer, trainsAsFast.answer, learned.answer, isWhole]);
  const found = { reachesTarget, trainsAsFast, learned, emptiedLayers };
  return {
    ...found,
    matchesDense: reach(ticket, dense.testAccuracy),
    wins,
    reinitMatches: reinits.length === 0 ? null : meanAccuracy(reinits) >= ticket.testAccuracy - ROUNDING,
    reinitializations: reinits.length,
    nextSteps: wins === 'yes' ? [] : nextSteps(found, stillImproves(dense)),
  };
}

/** Returns the mean test accuracy of the networks, of which there must be at least one. */
export const meanAccuracy = (networks: readonly Pick<JudgedNetwork, 'testAccuracy'>[]): number =>
  meanOf(networks.map(({ testAccuracy }) => testAccuracy));

const reach = ({ testAccuracy }: JudgedNetwork, bar: number): Metric => ({
  ticket: testAccuracy,
  bar,
  answer: answerOf(testAccuracy >= bar - ROUNDING),
});

/** Returns 'no' if one of the answers is 'no', 'yes' if all of them are 'yes', and otherwise 'undecided'. */
export function every(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('undecided') ? 'undecided' : 'yes';
}

/** Returns whether both networks are better than always guessing the most frequent class. */
export function learnedMetric(dense: JudgedNetwork, ticket: JudgedNetwork): Verdict['learned'] {
  const bar = dense.guessingAccuracy;
  const answer = answerOf(dense.testAccuracy > bar && ticket.testAccuracy > bar);
  return { dense: dense.testAccuracy, ticket: ticket.testAccuracy, bar, answer };
}

const answerOf = (holds: boolean): Answer => (holds ? 'yes' : 'no');

function nextSteps(
  {
    reachesTarget,
    trainsAsFast,
    learned,
    emptiedLayers,
  }: Pick<Verdict, 'reachesTarget' | 'trainsAsFast' | 'learned' | 'emptiedLayers'>,
  isDenseImproving: boolean,
): NextStep[] {
  const isWorse = reachesTarget.answer === 'no';
  const isSlow = trainsAsFast.answer === 'no';
  const isTooShort = isDenseImproving && (isWorse || isSlow);
  const steps: readonly [NextStep, boolean][] = [
    ['use other data', learned.bar === 1],
    ['change the training', learned.bar < 1 && learned.dense <= learned.bar],
    ['prune each layer separately', emptiedLayers.length > 0],
    ['evaluate more often', trainsAsFast.answer === 'undecided'],
    ['train longer', isTooShort],
    ['prune less', isWorse || isSlow || emptiedLayers.length > 0],
    ['repeat with more seeds', isWorse || isSlow],
  ];
  return steps.filter(([, helps]) => helps).map(([step]) => step);
}
