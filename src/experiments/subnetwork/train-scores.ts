// Training that moves scores alone: the weights are constants, so the optimizer never sees them.

import type { Parameter } from '../../autograd/index.ts';
import { wholeNumber } from '../../check.ts';
import { Batches, type Split } from '../../data/index.ts';
import type { Module } from '../../nn/index.ts';
import type { LearningRateSchedule, Optimizer } from '../../optim/index.ts';
import type { Random } from '../../random.ts';
import { type CurvePoint, type Score, trainingLoop, trainStep } from '../../training/index.ts';

/** How scores are trained. */
export interface ScoreTraining {
  /** Units of each layer, inputs first: `[784, 300, 100, 10]` is LeNet-300-100. Fully connected, ReLU, no biases. */
  readonly sizes: readonly number[];
  /** The data: scores learn from `train`; `validation` draws the curve; `test` is read once, at the end. */
  readonly data: Split;
  /** Makes the optimizer of the scores, the only parameters there are: `fc1.scores`, `fc2.scores`, … */
  readonly makeOptimizer: (scores: ReadonlyMap<string, Parameter>) => Optimizer;
  /** The learning rate of each update; the optimizer's own, unchanged, by default. */
  readonly schedule?: LearningRateSchedule;
  /** Examples an update. */
  readonly batchSize: number;
  /** Updates. */
  readonly iterations: number;
  /** Updates between evaluations on the validation set; 100 by default. */
  readonly evaluateEvery?: number;
  /** The one seed: initialisation, data order and each sample fork their own stream from it. */
  readonly random: Random;
}

/** One evaluation of the subnetwork the scores stand for. */
export interface ScorePoint extends CurvePoint {
  readonly kind: 'point';
  /** Fraction of the weights it keeps. */
  readonly density: number;
}

/**
 * Trains the scores of `network`, and yields each point of the learning curve.
 *
 * @param evaluate evaluates the subnetwork that the current scores describe.
 * @throws {ValueError} if a count is not an integer ≥ 1.
 * @throws {DivergenceError} if a loss is not finite.
 */
export async function* trainScores(
  network: Module,
  setup: ScoreTraining,
  evaluate: () => Score & { readonly density: number },
  signal?: AbortSignal,
): AsyncGenerator<ScorePoint, void, void> {
  const { data, schedule, random, batchSize } = setup;
  const iterations = wholeNumber('iterations', setup.iterations, 1);
  const evaluateEvery = wholeNumber('evaluateEvery', setup.evaluateEvery ?? 100, 1);
  const batches = new Batches(data.train, batchSize, random.fork('data order'));
  const optimizer = setup.makeOptimizer(network.namedParameters());
  const update = (iteration: number): number => {
    if (schedule) optimizer.learningRate = schedule(iteration);
    return trainStep(network, optimizer, batches.at(iteration));
  };
  const evaluated = () => {
    const { loss, accuracy, density } = evaluate();
    return { kind: 'point' as const, validationLoss: loss, validationAccuracy: accuracy, density };
  };
  const span = { from: 0, to: iterations, evaluateEvery, ...(signal && { signal }) };
  yield* trainingLoop({ update, evaluate: evaluated }, span);
}
