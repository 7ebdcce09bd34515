// How fast a ticket trains: the iterations until it reaches the dense network's best validation loss.

import { integer } from '../../check.ts';
import type { JudgedNetwork } from './trained-network.ts';

/** Whether a condition holds. 'undecided' means that there are too few measurements to decide. */
export type Answer = 'yes' | 'no' | 'undecided';

/** Minimum number of evaluations per training from which the speed of two trainings can be compared. */
export const MIN_EVALUATIONS = 10;

/** The speed of a ticket's training compared with the dense network's. */
export interface Speed {
  /** Iterations until the ticket reaches the dense network's best validation loss; null if it never does. */
  readonly ticket: number | null;
  /** Number of iterations until the dense network reaches its best validation loss. */
  readonly bar: number;
  /**
   * Number of iterations that count for the ticket although they precede its own training: k if it starts from W_k, otherwise 0.
   */
  readonly iterationsBefore: number;
  /** Number of evaluations of the training with fewer evaluations, not counting the one before training. */
  readonly evaluations: number;
  /** Whether the ticket needs at most as many iterations as the dense network. */
  readonly answer: Answer;
}

/** The part of a trained network that determines its speed. */
type Timed = Pick<JudgedNetwork, 'curve' | 'iterationsBefore'>;

/**
 * Compares a ticket's speed with the dense network's. Iterations are counted from the start of each network's own training.
 * The k iterations that led to W_k are added for a network that starts from there.
 *
 * @throws {ValueError} if a curve is empty.
 */
export function speedOf(dense: Timed, ticket: Timed): Speed {
  const evaluations = Math.min(
    ...[dense, ticket].map(({ curve }) => integer('curve.length', curve.length, 1) - 1),
  );
  const best = bestLoss(dense);
  const bar = iterationsUntil(dense, best) as number;
  const reached = iterationsUntil(ticket, best);
  const isFast = reached !== null && reached <= bar;
  const answer = evaluations < MIN_EVALUATIONS ? 'undecided' : isFast ? 'yes' : 'no';
  return { ticket: reached, bar, iterationsBefore: ticket.iterationsBefore, evaluations, answer };
}

/** Returns the number of iterations of a complete training, including those before the network's own start. */
export const iterationsOf = ({ curve, iterationsBefore }: Timed): number =>
  iterationsBefore + curve[curve.length - 1].iteration - curve[0].iteration;

/**
 * Returns whether the validation loss still decreases at the last evaluation, so that early stop is the last iteration T.
 */
export const stillImproves = ({ curve }: Pick<JudgedNetwork, 'curve'>): boolean => {
  const best = bestLoss({ curve });
  return curve.findIndex(({ validationLoss }) => validationLoss === best) === curve.length - 1;
};

/** Returns the lowest validation loss of a training. */
const bestLoss = ({ curve }: Pick<Timed, 'curve'>): number =>
  curve.reduce((least, { validationLoss }) => Math.min(least, validationLoss), Number.POSITIVE_INFINITY);

function iterationsUntil({ curve, iterationsBefore }: Timed, loss: number): number | null {
  const point = curve.find(({ validationLoss }) => validationLoss <= loss);
  return point === undefined ? null : iterationsBefore + point.iteration - curve[0].iteration;
}
