import {
  type EdgePopupOptions,
  type LearnedSupermaskOptions,
  learnSupermask,
  type ScoreTraining,
  type ScoreTrial,
  trainEdgePopup,
} from '../../../src/experiments/index.ts';
import { SGD } from '../../../src/optim/index.ts';
import type { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { moons } from '../../training/small.ts';

/** Two moons, 2-8-2, 30 iterations; the optimizer does everything that could change a weight: momentum and decay. */
export const SCORES: ScoreTraining = {
  hidden: [8],
  makeOptimizer: (scores) => new SGD(scores, { learningRate: 0.5, momentum: 0.9, weightDecay: 1e-3 }),
  batchSize: 10,
  iterations: 30,
  evaluateEvery: 10,
};

/** Returns the trial of a seed. */
export const scoreTrial = (seed = 5): ScoreTrial => ({ data: moons(), random: new Random(seed) });

type Change<Options> = Partial<Omit<Options, 'seeds' | 'setup' | 'scores'>> & {
  readonly scores?: Partial<ScoreTraining>;
};

/** A small supermask run. */
export const supermask = (
  { scores, ...change }: Change<LearnedSupermaskOptions> = {},
  trial: ScoreTrial = scoreTrial(),
) => learnSupermask({ scores: { ...SCORES, ...scores }, ...change }, trial);

/** A small edge-popup run that keeps half of the weights. */
export const popup = (
  { scores, ...change }: Change<EdgePopupOptions> = {},
  trial: ScoreTrial = scoreTrial(),
) => trainEdgePopup({ scores: { ...SCORES, ...scores }, keep: 0.5, ...change }, trial);

/** Returns a mask's entries for comparisons. */
export const entries = (mask: Mask): number[][] => [...mask.layers.values()].map((bits) => [...bits]);
