// Trains scores only: the weights are constants, and the optimizer does not receive them.

import { integer } from '../../check.ts';
import { checkSplit } from '../../data/check-dataset.ts';
import { Batches, type Split } from '../../data/index.ts';
import type { Module, Parameter } from '../../nn/index.ts';
import type { LearningRateSchedule, Optimizer } from '../../optim/index.ts';
import { type CurvePoint, type Score, trainingLoop, trainStep } from '../../training/index.ts';
import type { RunContext } from '../experiment.ts';
import type { ExperimentOptions, TrialSetup } from '../trial.ts';

/** Options of score training. The network is fully connected, with ReLU and without biases. */
export interface ScoreTraining {
  /** Number of units of each hidden layer: `[300, 100]` is LeNet-300-100. */
  readonly hidden: readonly number[];
  /** Makes the optimizer of the scores `fc1.scores`, `fc2.scores`, …, which are the only parameters. */
  readonly makeOptimizer: (scores: ReadonlyMap<string, Parameter>) => Optimizer;
  /** The learning rate of each iteration; by default, the optimizer's learning rate does not change. */
  readonly schedule?: LearningRateSchedule;
  /** Number of examples per iteration. */
  readonly batchSize: number;
  readonly iterations: number;
  /** Number of iterations between evaluations on the validation set; 100 by default. */
  readonly evaluateEvery?: number;
}

/** Options of an experiment that trains scores. */
export interface ScoreOptions extends ExperimentOptions {
  readonly scores: ScoreTraining;
}

/** The part of a trial that score training uses. */
export type ScoreTrial = Pick<TrialSetup, 'data' | 'random'>;

/** One evaluation of the subnetwork that the scores select. */
export interface ScorePoint extends CurvePoint {
  /** Fraction of the weights that the subnetwork keeps. */
  readonly density: number;
}

/** Returns the sizes of all layers, starting with the inputs. */
export const layerSizes = ({ train }: Split, hidden: readonly number[]): number[] => [
  train.inputs.shape[1],
  ...hidden,
  train.classes,
];

/**
 * Validates the data, the counts and the batch size.
 *
 * @throws {ValueError} if the data are unsuitable for `SupervisedTrainer`, a count is not an integer ≥ 1, or the batch is larger
 * than the training set.
 */
export function checkScores({ data, random }: ScoreTrial, scores: ScoreTraining): void {
  checkSplit(data);
  integer('iterations', scores.iterations, 1);
  integer('evaluateEvery', scores.evaluateEvery ?? 100, 1);
  new Batches(data.train, scores.batchSize, random);
}

/**
 * Trains the scores of `network`, and returns the learning curve.
 *
 * @param evaluate evaluates the subnetwork that the current scores select.
 * @throws {DivergenceError} if a loss is not finite.
 */
export async function trainScores(
  network: Module,
  { data, random }: ScoreTrial,
  scores: ScoreTraining,
  evaluate: () => Score & { readonly density: number },
  { signal, onUpdate, onEvaluation }: RunContext,
): Promise<ScorePoint[]> {
  checkScores({ data, random }, scores);
  const { schedule, batchSize, iterations, evaluateEvery = 100 } = scores;
  const batches = new Batches(data.train, batchSize, random.fork('data order'));
  const optimizer = scores.makeOptimizer(network.namedParameters());
  const update = (iteration: number): number => {
    if (schedule) optimizer.learningRate = schedule(iteration);
    return trainStep(network, optimizer, batches.at(iteration));
  };
  const evaluated = () => {
    const { loss, accuracy, density } = evaluate();
    return { validationLoss: loss, validationAccuracy: accuracy, density };
  };
  const listeners = { ...(signal && { signal }), ...(onUpdate && { onUpdate }) };
  const points = trainingLoop(
    { update, evaluate: evaluated },
    { from: 0, to: iterations, evaluateEvery, ...listeners },
  );
  const curve: ScorePoint[] = [];
  for await (const point of points) {
    curve.push(point);
    onEvaluation?.(point);
  }
  return curve;
}
