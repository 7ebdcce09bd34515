// The options and results of strong tickets.

import type { State } from '../../nn/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { ExperimentOptions } from '../trial.ts';
import type { GrowthPoint } from './growth.ts';
import type { StrongTicket } from './strong-ticket.ts';

/** Options of strong tickets. */
export interface StrongOptions extends ExperimentOptions {
  /** Hidden units of the target, a ReLU network without biases. */
  readonly hidden: number;
  /** Hidden units, and so products v · u, per target weight and sign of its input; at most 40. */
  readonly n: number;
  /** ε > 0: the error to stay within for each weight. */
  readonly epsilon: number;
  /** Also measures how the error of a subset sum falls as n grows. */
  readonly growth?: { readonly sizes: readonly number[]; readonly trials: number };
}

/** The trained target. */
export interface TrainedTarget {
  readonly kind: 'target';
  readonly training: TrainingRecord;
  readonly trained: State;
}

/** The target beside its approximation. */
export interface StrongResult {
  readonly kind: 'ticket';
  readonly ticket: StrongTicket;
  /** Number of target weights with an error above ε: those that all their random weights together cannot reach. */
  readonly beyondEpsilon: number;
  /** Whether every weight is within ε. */
  readonly withinEpsilon: boolean;
  /** Test accuracy of the target at the end of its training. */
  readonly targetAccuracy: number;
  /** Test accuracy of the subnetwork. */
  readonly ticketAccuracy: number;
  /** max |y − ŷ| over the test set. */
  readonly outputError: number;
}

/** How the error falls as n grows. */
export interface GrowthResult {
  readonly kind: 'growth';
  readonly points: readonly GrowthPoint[];
}
