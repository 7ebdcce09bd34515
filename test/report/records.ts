// Records made by hand.

import type { ControlSummary, LevelSummary, RunRecord, TrainingSummary } from '../../src/report/index.ts';
import type { CurvePoint } from '../../src/training/index.ts';

/** A learning curve that rises to `top`; its first training loss is NaN, as real ones are. */
function curve(top: number, iterations = 1000, speed = 60): CurvePoint[] {
  return Array.from({ length: iterations / 100 + 1 }, (_, i) => {
    const left = 1 / (1 + (i * 100) / speed);
    return {
      iteration: i * 100,
      trainingLoss: i === 0 ? Number.NaN : 0.05 + 2.2 * left,
      validationLoss: 0.08 + 2.2 * left + (i > 7 ? (i - 7) * 0.04 : 0),
      validationAccuracy: top - (top - 0.1) * left * left,
    };
  });
}

/** A finished training of LeNet-300-100 that keeps a fraction of each layer. */
export function training(
  density: number,
  testAccuracy: number,
  change: Partial<TrainingSummary> = {},
): TrainingSummary {
  const layers = Object.fromEntries(
    Object.entries({ 'layers.0.weight': 235_200, 'layers.2.weight': 30_000, 'layers.4.weight': 1_000 }).map(
      ([name, total], i) => [
        name,
        { total, remaining: Math.round(total * (i === 2 ? Math.sqrt(density) : density)) },
      ],
    ),
  );
  return {
    density,
    sparsity: 1 - density,
    remaining: Math.round(266_200 * density),
    layers,
    earlyStopIteration: 700,
    validationLoss: 0.09,
    validationAccuracy: testAccuracy - 0.001,
    testAccuracy,
    finalTestAccuracy: testAccuracy + 0.001,
    seconds: 21.4,
    curve: curve(testAccuracy),
    emptiedLayers: [],
    iterationsBefore: 0,
    guessingAccuracy: 0.1135,
    ...change,
  };
}

const ACCURACIES = [0.9741, 0.9752, 0.9768, 0.9771, 0.9779, 0.9781, 0.9783, 0.978, 0.9776, 0.9772, 0.9766];

/** Level k of ten rounds towards 90 % sparsity. */
const level = (round: number): LevelSummary => ({
  round,
  ...training(0.1 ** (round / 10), ACCURACIES[round]),
});

/** A control of a ticket of these ten rounds; by default of the last one. */
export function control(
  name: ControlSummary['name'],
  testAccuracy: number,
  { round = 10, ...change }: Partial<ControlSummary> = {},
): ControlSummary {
  return { name, round, copy: 1, ...training(0.1 ** (round / 10), testAccuracy, change) };
}

/** A run that has finished. */
export const finished: RunRecord = {
  seed: 1,
  tolerance: 0.002,
  dense: level(0),
  rounds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(level),
  ticket: {
    sparsity: 0.9,
    density: 0.1,
    remainingParameters: 26_620,
    totalParameters: 266_200,
    compressionRatio: 10,
    sparsityHistory: [0.2057],
    digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  controls: [
    control('reinit', 0.9712, { earlyStopIteration: 1000, curve: curve(0.972, 1000, 140) }),
    control('shuffle', 0.9695, { earlyStopIteration: 900, curve: curve(0.97, 1000, 110) }),
  ],
  verdict: {
    reachesTarget: { ticket: 0.9766, bar: 0.9721, answer: 'yes' },
    matchesDense: { ticket: 0.9766, bar: 0.9741, answer: 'yes' },
    trainsAsFast: { ticket: 700, bar: 800, iterationsBefore: 0, evaluations: 10, answer: 'yes' },
    learned: { dense: 0.9741, ticket: 0.9766, bar: 0.1135, answer: 'yes' },
    emptiedLayers: [],
    wins: 'yes',
    reinitMatches: false,
    reinitializations: 1,
    nextSteps: [],
    text: 'A winning ticket: with 10 % of the weights it reaches 97.66 %, 0.25 points above dense, in no more iterations.',
  },
};

/** A run that has trained the dense network only. */
export const denseOnly: RunRecord = { ...finished, rounds: [], ticket: null, controls: [], verdict: null };

/** A run that has trained nothing yet. */
export const nothing: RunRecord = { ...denseOnly, dense: null };

/** A run with two random reinitializations at rounds 1, 5 and 10, and shuffled masks at rounds 5 and 10. */
export const manyControls: RunRecord = {
  ...finished,
  controls: [
    ...[1, 5, 10].flatMap((round) =>
      [1, 2].map((copy) => control('reinit', 0.976 - round / 2000 - copy / 1000, { round, copy })),
    ),
    ...[5, 10].map((round) => control('shuffle', 0.975 - round / 1000, { round })),
  ],
};
