// Learning rates as pure functions of the iteration, which is 0 for the first update. Rewinding a schedule means calling it
// again with an earlier iteration.

import { atLeast, wholeNumber } from '../check.ts';
import { cosTurns, integerPower } from '../numeric/index.ts';

/** The learning rate of an iteration, 0, 1, 2, … @throws {ValueError} for any other number. */
export type LearningRateSchedule = (iteration: number) => number;

/** η at every iteration. */
export function constant(learningRate: number): LearningRateSchedule {
  atLeast('learningRate', learningRate, 0);
  return ofIteration(() => learningRate);
}

/** η·γʲ, where j counts the milestones at or before the iteration. PyTorch's MultiStepLR. */
export function step(learningRate: number, milestones: readonly number[], gamma = 0.1): LearningRateSchedule {
  atLeast('learningRate', learningRate, 0);
  atLeast('gamma', gamma, 0);
  const checked = milestones.map((milestone, i) => wholeNumber(`milestones[${i}]`, milestone, 0));
  return ofIteration(
    (iteration) =>
      learningRate * integerPower(gamma, checked.filter((milestone) => milestone <= iteration).length),
  );
}

/** η·γⁱ. PyTorch's ExponentialLR. */
export function exponential(learningRate: number, gamma: number): LearningRateSchedule {
  atLeast('learningRate', learningRate, 0);
  atLeast('gamma', gamma, 0);
  return ofIteration((iteration) => learningRate * integerPower(gamma, iteration));
}

/**
 * From η down to `minimum` along half a cosine over `iterations`, then `minimum`; both ends exact.
 * Loshchilov & Hutter 2017, eq. 5.
 */
export function cosine(learningRate: number, iterations: number, minimum = 0): LearningRateSchedule {
  atLeast('minimum', minimum, 0);
  atLeast('learningRate', learningRate, minimum);
  wholeNumber('iterations', iterations, 1);
  return ofIteration((iteration) => {
    const height = (1 + cosTurns(Math.min(iteration / iterations, 1) / 2)) / 2; // 1 … 0
    return learningRate * height + minimum * (1 - height);
  });
}

/** Scales another schedule by (i + 1) ÷ n for the first n iterations. Goyal et al. 2017, §2.2. */
export function linearWarmup(iterations: number, schedule: LearningRateSchedule): LearningRateSchedule {
  wholeNumber('iterations', iterations, 1);
  return ofIteration((iteration) => schedule(iteration) * Math.min((iteration + 1) / iterations, 1));
}

const ofIteration =
  (schedule: LearningRateSchedule): LearningRateSchedule =>
  (iteration) =>
    schedule(wholeNumber('iteration', iteration, 0));
