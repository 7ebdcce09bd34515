import { type PrunerImpl, rewindLaws } from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';
import { by, copyOf, PlainSearch, type Point, write } from './plain-pruner.ts';
import { known } from './pruner.ts';

class LeavesTheBiases extends PlainSearch {
  protected override rewind(): void {
    const biases = copyOf(this.others);
    super.rewind();
    write(biases, this.others);
  }
}

class RewindsThePrunedToo extends PlainSearch {
  protected override rewind(): void {
    super.rewind();
    write(this.done.point.weights, this.weights);
  }
}

class MultipliesByTheMask extends PlainSearch {
  protected override mask(): void {
    for (const [name, weights] of this.weights)
      weights.set(weights.map((w, i) => w * (this.done.masks.get(name) as Uint8Array)[i]));
  }
}

class Swaps extends PlainSearch {
  protected override rewind(): void {
    const now = this.record();
    super.rewind();
    this.done = { ...this.done, point: now };
  }
}

class ReturnsToTheStart extends PlainSearch {
  readonly #start = this.record();
  protected override point(): Point {
    return this.#start;
  }
}

class KeepsTheLearningRate extends PlainSearch {
  protected override rewindOptimizer(state: unknown): void {
    const now = this.trainer.state?.() as { learningRate: Float32Array };
    super.rewindOptimizer({ ...(state as object), learningRate: now.learningRate });
  }
}

/** Wrong rewinds. */
export const rewindWrong: WrongImplementations<PrunerImpl> = {
  set: rewindLaws,
  rejects: {
    'surviving weights are rewound to the recorded weights': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'always returns to the start',
    ],
    'pruned weights are +0 after a rewind': [
      'rewinds the pruned weights too',
      'rewinds to m · W, −0 where W was negative',
    ],
    'biases are rewound with the weights': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'leaves the biases as trained',
      'always returns to the start',
    ],
    'a rewound optimizer equals the optimizer at the rewind point, learning rate included': [
      'rewinds the weights, not the optimizer state',
      'loads a fresh optimizer state where it rewinds to an iteration after the first',
      'always returns to the start',
      'rewinds the momentum, not the learning rate',
    ],
    'training continues at the schedule position of the rewind strategy': [
      'rewinds the weights, not the learning-rate clock',
    ],
    'rewinding is idempotent': ['swaps the network with the recorded weights'],
    'training does not modify the recorded weights': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'rewinds the weights, not the optimizer state',
      'leaves the biases as trained',
      'swaps the network with the recorded weights',
      'rewinds the momentum, not the learning rate',
    ],
  },
  implementations: [
    known('aliases the saved initial weights, so that rewinding restores nothing'),
    known('rewinds the weights, not the learning-rate clock'),
    known('rewinds the weights, not the optimizer state'),
    known('loads a fresh optimizer state where it rewinds to an iteration after the first'),
    {
      name: 'leaves the biases as trained',
      from: 'implementations that save the prunable tensors alone',
      impl: by(LeavesTheBiases),
    },
    {
      name: 'rewinds the pruned weights too',
      from: 'a state that is loaded whole, and a mask that is applied at the next update only',
      impl: by(RewindsThePrunedToo),
    },
    {
      name: 'rewinds to m · W, −0 where W was negative',
      from: 'weights * mask',
      impl: by(MultipliesByTheMask),
    },
    {
      name: 'swaps the network with the recorded weights',
      from: 'exchanging two states instead of copying one: right the first time',
      impl: by(Swaps),
    },
    {
      name: 'always returns to the start',
      from: 'the first version of the paper, for networks that need a later point: Frankle et al. 2019',
      impl: by(ReturnsToTheStart),
    },
    {
      name: 'rewinds the momentum, not the learning rate',
      from: 'PyTorch keeps momentum in `state` and the learning rate in `param_groups`: saving the first alone',
      impl: by(KeepsTheLearningRate),
    },
  ],
};
