// The options and results of strong tickets.

import type { State } from '../../nn/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { ExperimentOptions } from '../trial.ts';
import type { GrowthPoint } from './growth.ts';
import type { StrongTicket } from './strong-ticket.ts';

/** Options of strong tickets. */
export interface StrongOptions extends ExperimentOptions {
  /** Number of hidden units of the target, a ReLU network without biases. */
  readonly hidden: number;
  /** Number of random hidden units, and thus of products v · u, per target weight and sign of its input; at most 40. */
  readonly n: number;
  /** Target error bound ε > 0 of each weight. */
  readonly epsilon: number;
  /** If given, the experiment also measures how the error of a subset sum decreases as n grows. */
  readonly growth?: { readonly sizes: readonly number[]; readonly trials: number };
}

/** The trained target. */
export interface TrainedTarget {
  readonly kind: 'target';
  readonly training: TrainingRecord;
  readonly trained: State;
}

/** The comparison of the target and its approximation. */
export interface StrongResult {
  readonly kind: 'ticket';
  readonly ticket: StrongTicket;
  /** Number of target weights with an error above ε, because no subset of their products comes close enough. */
  readonly beyondEpsilon: number;
  /** Whether every weight is within ε. */
  readonly withinEpsilon: boolean;
  /** Test accuracy of the target at the end of its training. */
  readonly targetAccuracy: number;
  /** Test accuracy of the subnetwork. */
  readonly ticketAccuracy: number;
  /** Largest difference of outputs on the test set, max |y − ŷ|. */
  readonly outputError: number;
}

/** The error of a subset sum as a function of n. */
export interface GrowthResult {
  readonly kind: 'growth';
  readonly points: readonly GrowthPoint[];
}
