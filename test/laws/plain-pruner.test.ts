// Implementations that are right: no law of the pruner may reject them.

import { describe, test } from 'vitest';
import { prunerLaws, rewindLaws, roundLaws, testLaws } from '../../src/laws/index.ts';
import { by, PlainSearch } from './wrong-implementations/plain-pruner.ts';

/** Clears the momentum of pruned weights after each update and each rewind, as optimizers under a mask must do. */
class ClearsTheStateOfPrunedWeights extends PlainSearch {
  protected override afterUpdate(iteration: number): void {
    this.#clear();
    super.afterUpdate(iteration);
  }

  protected override rewindOptimizer(state: unknown): void {
    super.rewindOptimizer(state);
    this.#clear();
  }

  #clear(): void {
    const state = this.trainer.state?.() as { momentum: Float32Array };
    const mask = [...this.done.masks.values()].flatMap((bits) => [...bits]);
    this.trainer.load?.({ ...state, momentum: state.momentum.map((u, i) => u * mask[i]) });
  }
}

describe.each([
  ['plain arrays', PlainSearch],
  ['plain arrays that clears the optimizer state of pruned weights', ClearsTheStateOfPrunedWeights],
])('a pruner in %s obeys the laws of', (_, Search) => {
  for (const set of [roundLaws, rewindLaws, prunerLaws]) testLaws(set, by(Search), { describe, it: test });
});
