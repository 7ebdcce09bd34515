import { type PrunerImpl, roundLaws } from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';
import { by, PlainSearch, type Point } from './plain-pruner.ts';
import { known } from './pruner.ts';

class PrunesFirst extends PlainSearch {
  #chosen: ReturnType<PlainSearch['select']> = new Map();
  protected override async train(): Promise<void> {
    this.#chosen = super.select(this.keep());
    await super.train();
  }
  protected override select() {
    return this.#chosen;
  }
}

class RanksByShareOfItsLayer extends PlainSearch {
  protected override survivors() {
    const survivors = super.survivors();
    const sums = new Map<string, number>();
    for (const { name, score } of survivors) sums.set(name, (sums.get(name) ?? 0) + score);
    return survivors.map(({ name, i, score }) => ({ name, i, score: score / (sums.get(name) || 1) }));
  }
}

let draws = 0;
class BreaksTiesByChance extends PlainSearch {
  protected override survivors() {
    const survivors = super.survivors();
    return draws++ % 2 === 0 ? survivors : survivors.reverse(); // as from a generator that nobody seeded
  }
}

class FineTunesBeforeItRewinds extends PlainSearch {
  protected override async pruned(trained: Point) {
    const done = await super.pruned(trained);
    const { to } = this.span();
    await this.train({ from: to, to: to + 1 });
    return done;
  }
}

class ReportsLiveWeights extends PlainSearch {
  protected override report(trained: Point) {
    return { ...super.report(trained), trained: { weights: this.weights, others: this.others } };
  }
}

class RanksTheFirst extends PlainSearch {
  protected override survivors() {
    return super.survivors().map((one) => (one.i < 65_536 ? one : { ...one, score: 0 }));
  }
}

class MultipliesByTheMask extends PlainSearch {
  protected override mask() {
    for (const [name, values] of this.weights) {
      const mask = this.done.masks.get(name) as Uint8Array;
      values.set(values.map((w, i) => w * mask[i] + 0));
    }
  }
}

/** Wrong rounds. */
export const roundWrong: WrongImplementations<PrunerImpl> = {
  set: roundLaws,
  rejects: {
    'masks are monotone: a pruned weight never returns': [
      'ranks by the weights of the rewind point, pruned weights included',
    ],
    'the sparsity after each round is that of the schedule': [
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
    ],
    'a round trains once before it prunes': ['never trains', 'fine-tunes between pruning and rewinding'],
    'the weights of largest magnitude after training survive': [
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'breaks ties from the end',
      'ranks by the weights of the rewind point, pruned weights included',
      'prunes before it trains',
      'ranks by the share of its layer',
      'breaks ties at random',
    ],
    'pruned weights are +0 at every update': [
      'lets training revive pruned weights, and masks them when it is over',
      'never hands its mask to a network that holds masks',
    ],
    'pruned weights are +0 even if an update makes them NaN or infinite': [
      'lets training revive pruned weights, and masks them when it is over',
      'never hands its mask to a network that holds masks',
      'multiplies weights by the mask after each update',
    ],
    'a round reports the weights at the end of its training': [
      'never trains',
      'lets training revive pruned weights, and masks them when it is over',
      'reports the live arrays as the trained weights',
    ],
    'without training, iterative pruning equals one-shot pruning': [
      'ranks by the share of its layer',
      'breaks ties at random',
    ],
    'pruning depends on the trained weights, not on the initial ones': [
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'ranks by the weights of the rewind point, pruned weights included',
      'prunes before it trains',
      'ranks by the share of its layer',
    ],
    'a search is deterministic': ['breaks ties at random'],
    'layers of more than 65,536 weights are trained, pruned and rewound completely': [
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'breaks ties from the end',
      'ranks by the weights of the rewind point, pruned weights included',
      'prunes before it trains',
      'ranks by the share of its layer',
      'breaks ties at random',
      'ranks the first 65,536 weights of each layer only',
    ],
  },
  implementations: [
    known('never trains'),
    known('has rounds that prune nothing'),
    known('keeps what is > the k-th magnitude'),
    known('breaks ties from the end'),
    known('ranks by the weights of the rewind point, pruned weights included'),
    known('lets training revive pruned weights, and masks them when it is over'),
    known('never hands its mask to a network that holds masks'),
    {
      name: 'prunes before it trains',
      from: 'the first two steps exchanged: pruning at initialization, one round late',
      impl: by(PrunesFirst),
    },
    {
      name: 'ranks by the share of its layer',
      from: 'scores divided by the sum over the layer’s surviving weights: Lee et al. 2021, LAMP, divide by a part of it',
      impl: by(RanksByShareOfItsLayer),
    },
    {
      name: 'breaks ties at random',
      from: 'unseeded runs, as in reference implementations',
      impl: by(BreaksTiesByChance),
    },
    {
      name: 'fine-tunes between pruning and rewinding',
      from: 'Han et al. 2015 train again after pruning; what is rewound then was trained for nothing',
      impl: by(FineTunesBeforeItRewinds),
    },
    {
      name: 'reports the live arrays as the trained weights',
      from: 'easily made: a reference kept where a copy was meant',
      impl: by(ReportsLiveWeights),
    },
    {
      name: 'ranks the first 65,536 weights of each layer only',
      from: 'an index of 16 bits: weights beyond them are pruned first',
      impl: by(RanksTheFirst),
    },
    {
      name: 'multiplies weights by the mask after each update',
      from: 'weight *= mask: 0 · NaN is NaN',
      impl: by(MultipliesByTheMask),
    },
  ],
};
