// Learning rates as pure functions of the iteration, which is 0 for the first update. Rewinding a schedule means calling it
// again with an earlier iteration.

import { atLeast, integer } from '../check.ts';
import { cosTurns, integerPower } from '../numeric/index.ts';

/** Returns the learning rate of iteration 0, 1, 2, … @throws {ValueError} if the iteration is not an integer ≥ 0. */
export type LearningRateSchedule = (iteration: number) => number;

/**
 * Returns a schedule with the learning rate η at every iteration.
 *
 * @throws {ValueError} if the rate is not finite and ≥ 0.
 *
 * @example
 * constant(0.1)(1000); // → 0.1
 */
export function constant(learningRate: number): LearningRateSchedule {
  atLeast('learningRate', learningRate, 0);
  return ofIteration(() => learningRate);
}

/**
 * Returns a schedule with the learning rate η·γʲ, where j is the number of milestones at or before the iteration. The same as
 * PyTorch's MultiStepLR.
 *
 * @throws {ValueError} if η or γ is not finite and ≥ 0, or a milestone is not an integer ≥ 0.
 *
 * @example
 * const schedule = step(1, [100, 200], 0.5);
 * [0, 100, 200].map(schedule); // → [ 1, 0.5, 0.25 ]
 */
export function step(learningRate: number, milestones: readonly number[], gamma = 0.1): LearningRateSchedule {
  atLeast('learningRate', learningRate, 0);
  atLeast('gamma', gamma, 0);
  const checked = milestones.map((milestone, i) => integer(`milestones[${i}]`, milestone, 0));
  return ofIteration(
    (iteration) =>
      learningRate * integerPower(gamma, checked.filter((milestone) => milestone <= iteration).length),
  );
}

/**
 * Returns a schedule with the learning rate η·γⁱ at iteration i. The same as PyTorch's ExponentialLR.
 *
 * @throws {ValueError} if η or γ is not finite and ≥ 0.
 *
 * @example
 * [0, 1, 2].map(exponential(1, 0.5)); // → [ 1, 0.5, 0.25 ]
 */
export function exponential(learningRate: number, gamma: number): LearningRateSchedule {
  atLeast('learningRate', learningRate, 0);
  atLeast('gamma', gamma, 0);
  return ofIteration((iteration) => learningRate * integerPower(gamma, iteration));
}

/**
 * Returns a schedule that decreases from η to `minimum` along half a cosine over `iterations`, and stays at `minimum`. Both
 * ends are exact. Loshchilov & Hutter 2017, eq. 5.
 *
 * @throws {ValueError} unless 0 ≤ minimum ≤ η and both are finite, and `iterations` is an integer ≥ 1.
 *
 * @example
 * [0, 50, 100, 150].map(cosine(1, 100)); // → [ 1, 0.5, 0, 0 ]
 */
export function cosine(learningRate: number, iterations: number, minimum = 0): LearningRateSchedule {
  atLeast('minimum', minimum, 0);
  atLeast('learningRate', learningRate, minimum);
  integer('iterations', iterations, 1);
  return ofIteration((iteration) => {
    const height = (1 + cosTurns(Math.min(iteration / iterations, 1) / 2)) / 2; // From 1 to 0.
    return learningRate * height + minimum * (1 - height);
  });
}

/**
 * Returns a schedule that multiplies another one by (i + 1) ÷ n during the first n iterations. Goyal et al. 2017, §2.2.
 *
 * @param iterations n.
 * @throws {ValueError} if n is not an integer ≥ 1.
 *
 * @example
 * [0, 1, 2, 3, 4].map(linearWarmup(4, constant(1))); // → [ 0.25, 0.5, 0.75, 1, 1 ]
 */
export function linearWarmup(iterations: number, schedule: LearningRateSchedule): LearningRateSchedule {
  integer('iterations', iterations, 1);
  return ofIteration((iteration) => schedule(iteration) * Math.min((iteration + 1) / iterations, 1));
}

const ofIteration =
  (schedule: LearningRateSchedule): LearningRateSchedule =>
  (iteration) =>
    schedule(integer('iteration', iteration, 0));
