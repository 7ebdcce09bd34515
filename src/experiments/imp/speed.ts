// How fast a ticket trains: the iterations until it reaches the dense network's best validation loss.

import { integer } from '../../check.ts';
import type { JudgedNetwork } from './trained-network.ts';

/** Whether a condition holds. 'undecided' means that too little was measured to tell. */
export type Answer = 'yes' | 'no' | 'undecided';

/** With fewer evaluations per training than this, it cannot be told which network trains faster. */
export const MIN_EVALUATIONS = 10;

/** How fast a ticket trains, compared with the dense network. */
export interface Speed {
  /** Iterations until the ticket reaches the dense network's best validation loss; null if it never does. */
  readonly ticket: number | null;
  /** Iterations that the dense network needs for it. */
  readonly bar: number;
  /** Iterations that count for the ticket although they were trained before its own start: k if it starts from W_k. */
  readonly iterationsBefore: number;
  /** Evaluations of each training, without the one before it; of the two trainings, the one with fewer. */
  readonly evaluations: number;
  /** Whether the ticket needs no more iterations. */
  readonly answer: Answer;
}

/** What speed depends on. */
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

/** Iterations of a whole training, counted in the same way. */
export const iterationsOf = ({ curve, iterationsBefore }: Timed): number =>
  iterationsBefore + curve[curve.length - 1].iteration - curve[0].iteration;

/** Whether the validation loss is still falling at the last evaluation: early stop is the last iteration T. */
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
