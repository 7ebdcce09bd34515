import { type PrunerImpl, rewindLaws } from '../../../src/laws/index.ts';
import type { Mistakes } from '../rejections.ts';
import { capture, PlainPruner, type Point } from './plain-pruner.ts';
import { by, known } from './pruner.ts';

class LeavesTheBiases extends PlainPruner {
  override rewind(): void {
    const biases = this.network.biases.slice();
    super.rewind();
    this.network.biases.set(biases);
  }
}

class RewindsThePrunedToo extends PlainPruner {
  override rewind(): void {
    super.rewind();
    this.network.weights.forEach((layer, l) => {
      layer.set(this.done.point.weights[l]);
    });
  }
}

class MultipliesByTheMask extends PlainPruner {
  protected override mask(weights: readonly Float32Array[]): void {
    this.done.masks.forEach((mask, l) => {
      mask.forEach((bit, i) => {
        weights[l][i] *= bit;
      });
    });
  }
}

class Swaps extends PlainPruner {
  override rewind(): void {
    const now: Point = capture(this.network);
    super.rewind();
    this.done = { ...this.done, point: now };
  }
}

class ReturnsToTheStart extends PlainPruner {
  readonly #start: Point = capture(this.network);
  override prune(): void {
    super.prune();
    this.done = { ...this.done, point: this.#start };
  }
}

/** Wrong rewinds. */
export const rewindMistakes: Mistakes<PrunerImpl> = {
  set: rewindLaws,
  rejects: {
    'surviving weights are rewound to the recorded weights': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'swaps the network with what was recorded',
      'always returns to the start',
    ],
    'pruned weights are +0 after a rewind': [
      'rewinds the pruned too',
      'rewinds to m · W, −0 where W was negative',
    ],
    'biases are rewound with the weights': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'leaves the biases as trained',
      'swaps the network with what was recorded',
      'always returns to the start',
    ],
    'the optimizer state is rewound with the weights': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'rewinds the weights, not the optimizer’s memory',
      'starts with fresh memory where it rewinds to an iteration after the first',
      'swaps the network with what was recorded',
      'always returns to the start',
    ],
    'training continues at the schedule position of the rewind strategy': [
      'rewinds the weights, not the learning-rate clock',
    ],
    'rewinding is idempotent': ['swaps the network with what was recorded'],
    'training does not modify the recorded weights': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'leaves the biases as trained',
      'swaps the network with what was recorded',
    ],
  },
  mistakes: [
    known('aliases the saved initial weights, so that rewinding restores nothing'),
    known('rewinds the weights, not the learning-rate clock'),
    known('rewinds the weights, not the optimizer’s memory'),
    known('starts with fresh memory where it rewinds to an iteration after the first'),
    {
      name: 'leaves the biases as trained',
      from: 'implementations that save the prunable tensors alone',
      impl: by(LeavesTheBiases),
    },
    {
      name: 'rewinds the pruned too',
      from: 'a state loaded back whole, and the mask applied at the next update only',
      impl: by(RewindsThePrunedToo),
    },
    {
      name: 'rewinds to m · W, −0 where W was negative',
      from: 'weights * mask',
      impl: by(MultipliesByTheMask),
    },
    {
      name: 'swaps the network with what was recorded',
      from: 'exchanging two states instead of copying one: right the first time',
      impl: by(Swaps),
    },
    {
      name: 'always returns to the start',
      from: 'the first version of the paper, for networks that need a later point: Frankle et al. 2019',
      impl: by(ReturnsToTheStart),
    },
  ],
};
