import { type PrunerImpl, roundLaws } from '../../../src/laws/index.ts';
import type { Mistakes } from '../rejections.ts';
import { PlainPruner } from './plain-pruner.ts';
import { by, known } from './pruner.ts';

class PrunesFirst extends PlainPruner {
  #chosen: Uint8Array[] = [];
  override train(signal: AbortSignal): void {
    this.#chosen = super.select(this.plan.keep[this.done.round]);
    super.train(signal);
  }
  protected override select(): Uint8Array[] {
    return this.#chosen;
  }
}

class RanksByShareOfItsLayer extends PlainPruner {
  protected override survivors() {
    const survivors = super.survivors();
    const sums = this.done.masks.map(() => 0);
    for (const { l, score } of survivors) sums[l] += score;
    return survivors.map(({ l, i, score }) => ({ l, i, score: score / (sums[l] || 1) }));
  }
}

let draws = 0;
class BreaksTiesByChance extends PlainPruner {
  protected override survivors() {
    const survivors = super.survivors();
    return draws++ % 2 === 0 ? survivors : survivors.reverse(); // as from a generator that nobody seeded
  }
}

class FineTunesInTheRewind extends PlainPruner {
  override rewind(): void {
    if (this.done.round > 0) this.network.update();
    super.rewind();
  }
}

/** Wrong rounds. */
export const roundMistakes: Mistakes<PrunerImpl> = {
  set: roundLaws,
  rejects: {
    'masks are monotone: a pruned weight never returns': [
      'ranks by the values to rewind to, pruned weights among them',
    ],
    'the sparsity after each round is that of the schedule': [
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
    ],
    'a round trains, then prunes, then rewinds': [
      'never trains',
      'rewinds the weights, not the learning-rate clock',
      'fine-tunes between pruning and rewinding',
    ],
    'the weights of largest magnitude after training survive': [
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'breaks ties from the end',
      'ranks by the values to rewind to, pruned weights among them',
      'prunes before it trains',
      'ranks by the share of its layer',
      'breaks ties by chance',
    ],
    'pruned weights are +0 at every update': [
      'lets training revive pruned weights, and masks them when it is over',
    ],
    'without training, iterative pruning equals one-shot pruning': [
      'ranks by the share of its layer',
      'breaks ties by chance',
    ],
    'pruning depends on the trained weights, not on the initial ones': [
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'ranks by the values to rewind to, pruned weights among them',
      'prunes before it trains',
      'ranks by the share of its layer',
    ],
    'a search is deterministic': ['breaks ties by chance'],
  },
  mistakes: [
    known('never trains'),
    known('has rounds that prune nothing'),
    known('keeps what is > the k-th magnitude'),
    known('breaks ties from the end'),
    known('ranks by the values to rewind to, pruned weights among them'),
    known('lets training revive pruned weights, and masks them when it is over'),
    known('rewinds the weights, not the learning-rate clock'),
    {
      name: 'prunes before it trains',
      from: 'the first two steps exchanged: then it is pruning at initialisation, one round late',
      impl: by(PrunesFirst),
    },
    {
      name: 'ranks by the share of its layer',
      from: 'scores divided by the sum over the layer’s survivors: Lee et al. 2021, LAMP, divide by part of it',
      impl: by(RanksByShareOfItsLayer),
    },
    {
      name: 'breaks ties by chance',
      from: 'unseeded runs, as in reference implementations',
      impl: by(BreaksTiesByChance),
    },
    {
      name: 'fine-tunes between pruning and rewinding',
      from: 'Han et al. 2015 train again after pruning; what is then rewound has been trained for nothing',
      impl: by(FineTunesInTheRewind),
    },
  ],
};
