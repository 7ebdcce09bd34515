// Trained networks made by hand, to be judged.

import type { JudgedNetwork } from '../../../src/experiments/index.ts';

/** A curve whose validation loss falls evenly to `lowest` at iteration `best`, and is higher afterwards. */
export function falling({
  best,
  lowest = 0.1,
  evaluations = 10,
  start = 0,
}: {
  readonly best: number;
  readonly lowest?: number;
  readonly evaluations?: number;
  readonly start?: number;
}): JudgedNetwork['curve'] {
  return Array.from({ length: evaluations + 1 }, (_, i) => ({
    iteration: start + 100 * i,
    validationLoss: 100 * i <= best ? lowest + (best - 100 * i) / 1000 : lowest + 1,
  }));
}

/** A network with an accuracy of 98 % that needs 500 of 1,000 iterations, unless something else is asked for. */
export const judged = ({
  best = 500,
  start = 0,
  ...change
}: Partial<JudgedNetwork> & { readonly best?: number; readonly start?: number } = {}): JudgedNetwork => ({
  curve: falling({ best, start }),
  testAccuracy: 0.98,
  guessingAccuracy: 0.1,
  iterationsBefore: 0,
  emptiedLayers: [],
  ...change,
});
