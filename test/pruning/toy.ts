// The smallest client: bare arrays, and a trainer without state.

import type { PrunableModel, TrainingSpan } from '../../src/pruning/index.ts';

/** Eight weights and a bias. Each update doubles the weights at even positions, halves the others, and adds 1 to the bias. */
export function toy() {
  const w = Float32Array.from({ length: 8 }, (_, i) => (i + 1) / 8);
  const b = Float32Array.of(1);
  const update = () => {
    for (let i = 0; i < w.length; i++) w[i] *= i % 2 === 0 ? 2 : 0.5;
    b[0]++;
  };
  const model = {
    prunableWeights: () => new Map([['w', w]]),
    otherWeights: () => new Map([['b', b]]),
  } satisfies PrunableModel;
  /** Rounds that were trained. */
  const trained: number[] = [];
  const trainer = {
    iterations: 4,
    async train({ round, from, to, afterUpdate }: Omit<TrainingSpan, 'mask'>): Promise<void> {
      trained.push(round);
      for (let clock = from; clock < to; clock++) {
        await null;
        update();
        afterUpdate(clock + 1);
      }
    },
  };
  return { w, b, model, trainer, update, trained };
}
