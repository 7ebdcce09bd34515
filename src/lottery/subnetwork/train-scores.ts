// Training that moves scores alone: the weights are constants, so the optimizer never sees them.

import { wholeNumber } from '../../check.ts';
import { Batches, type Split } from '../../data/index.ts';
import type { Module, Parameter } from '../../nn/index.ts';
import type { LearningRateSchedule, Optimizer } from '../../optim/index.ts';
import type { Random } from '../../random.ts';
import { type CurvePoint, DivergenceError, type Score, trainStep } from '../../training/index.ts';

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
 * Trains the scores of `network`, and yields each evaluation that `look` makes. Throws a ValueError for counts that are
 * not whole numbers ≥ 1, a DivergenceError once a loss is not finite, the signal's reason once it aborts.
 */
export async function* trainScores(
  network: Module,
  setup: ScoreTraining,
  look: () => Score & { readonly density: number },
  signal?: AbortSignal,
): AsyncGenerator<ScorePoint, void, void> {
  const { data, schedule, random, batchSize } = setup;
  const iterations = wholeNumber('iterations', setup.iterations, 1);
  const every = wholeNumber('evaluateEvery', setup.evaluateEvery ?? 100, 1);
  const batches = new Batches(data.train, batchSize, random.fork('data order'));
  const optimizer = setup.makeOptimizer(network.namedParameters());
  const curve: ScorePoint[] = [];
  let losses: number[] = [];
  const evaluated = (iteration: number): ScorePoint => {
    const { loss, accuracy, density } = look();
    if (!Number.isFinite(loss)) throw new DivergenceError(iteration, loss, curve, 'validation loss');
    const trainingLoss = losses.length === 0 ? null : losses.reduce((sum, x) => sum + x, 0) / losses.length;
    losses = [];
    const validation = { validationLoss: loss, validationAccuracy: accuracy };
    curve.push({ kind: 'point', iteration, trainingLoss, ...validation, density });
    return curve[curve.length - 1];
  };
  signal?.throwIfAborted();
  yield evaluated(0);
  for (let clock = 0; clock < iterations; clock++) {
    if (clock % BREATH === 0) await breathe();
    signal?.throwIfAborted();
    if (schedule) optimizer.learningRate = schedule(clock);
    const loss = trainStep(network, optimizer, batches.at(clock));
    if (!Number.isFinite(loss)) throw new DivergenceError(clock, loss, curve);
    losses.push(loss);
    if ((clock + 1) % every === 0 || clock + 1 === iterations) yield evaluated(clock + 1);
  }
}

/** Updates between two pauses that let timers, keys and signals through. */
const BREATH = 50;

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
