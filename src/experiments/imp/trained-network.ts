// A trained network of a search, and the part of it that determines whether a ticket wins.

import type { State } from '../../nn/index.ts';
import type { Mask } from '../../pruning/index.ts';
import type { CurvePoint, TrainingRecord } from '../../training/index.ts';
import type { TrialSetup } from '../trial.ts';

/** A trained network of a search: a level or a control. */
export interface TrainedNetwork {
  /** The mask under which the network was trained. */
  readonly mask: Mask;
  readonly training: TrainingRecord;
  /** A copy of every weight and bias at the end of the training. Pruned weights are 0. */
  readonly trained: State;
  /**
   * Number of iterations of a dense training that precede the network's own training: k if it starts from W_k, otherwise 0.
   */
  readonly iterationsBefore: number;
  /** Test accuracy of always guessing the most frequent class. */
  readonly guessingAccuracy: number;
}

/** The part of a trained network that `judge` needs. */
export interface JudgedNetwork extends Pick<TrainedNetwork, 'iterationsBefore' | 'guessingAccuracy'> {
  /** The evaluations during training. The first one is before training. */
  readonly curve: readonly Pick<CurvePoint, 'iteration' | 'validationLoss'>[];
  /** Test accuracy at early stop. */
  readonly testAccuracy: number;
  /** Names of the layers that have no surviving weights. */
  readonly emptiedLayers: readonly string[];
}

/**
 * Returns the part of a trained network that `judge` needs.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 0, 1, 0]], ['fc2', [0, 0]]]));
 * const point = { iteration: 100, validationLoss: 0.2, validationAccuracy: 0.96, testAccuracy: 0.97 };
 * const training = { curve: [point], earlyStop: point, final: point }; // as SupervisedTrainer returns it
 * const network = judgedNetwork({ mask, training, iterationsBefore: 0, guessingAccuracy: 0.1 });
 * network.testAccuracy; // → 0.97
 * network.emptiedLayers; // → [ 'fc2' ]
 */
export const judgedNetwork = ({
  mask,
  training,
  iterationsBefore,
  guessingAccuracy,
}: Omit<TrainedNetwork, 'trained'>): JudgedNetwork => ({
  curve: training.curve,
  testAccuracy: training.earlyStop.testAccuracy,
  iterationsBefore,
  guessingAccuracy,
  emptiedLayers: mask.emptiedLayers(),
});

/** Returns the test accuracy of always guessing the class that is most frequent in the test set. */
export function guessingAccuracyOf({ data }: Pick<TrialSetup, 'data'>): number {
  const { labels, classes } = data.test;
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  return Math.max(...counts) / labels.length;
}
