// Whole pruners that each go wrong in one way.

import type { PrunerImpl, PrunerPlan, TrainableNetwork } from '../../../src/laws/index.ts';
import { prunerLaws } from '../../../src/laws/index.ts';
import type { Mistake, Mistakes } from '../rejections.ts';
import { PlainPruner, type Point, type Saved } from './plain-pruner.ts';

/** An implementation from a class. */
export const by = (Pruner: new (network: TrainableNetwork, plan: PrunerPlan) => PlainPruner): PrunerImpl => ({
  start: (network, plan) => new Pruner(network, plan),
});

class AliasesInitialWeights extends PlainPruner {
  protected override record(): Point {
    const { weights, biases, memory } = this.network;
    return { weights, biases, memory };
  }
}

class LeavesTheClock extends PlainPruner {
  protected override setClock(): void {}
}

class LeavesTheMemory extends PlainPruner {
  protected override rewindMemory(): void {}
}

class FreshMemory extends PlainPruner {
  protected override rewindMemory(): void {
    for (const layer of this.network.memory) layer.fill(0);
  }
}

class MasksOnlyAtTheEnd extends PlainPruner {
  override train(signal: AbortSignal): void {
    super.train(signal);
    this.mask(this.network.weights);
  }
  protected override afterUpdate(): void {}
}

class NeverTrains extends PlainPruner {
  override train(signal: AbortSignal): void {
    signal.throwIfAborted();
    this.passed = this.done.point;
  }
}

class PrunesNothing extends PlainPruner {
  protected override select(): Uint8Array[] {
    return this.done.masks.map((mask) => mask.slice());
  }
}

class PrunesAboveThreshold extends PlainPruner {
  protected override select(keep: number): Uint8Array[] {
    const threshold = this.survivors().sort((a, b) => b.score - a.score)[keep - 1]?.score ?? 0;
    const masks = this.done.masks.map((mask) => new Uint8Array(mask.length));
    for (const { l, i, score } of this.survivors()) if (score > threshold) masks[l][i] = 1;
    return masks;
  }
}

class BreaksTiesFromTheEnd extends PlainPruner {
  protected override survivors() {
    return super.survivors().reverse();
  }
}

class RanksThePrunedToo extends PlainPruner {
  protected override survivors() {
    return this.network.weights.flatMap((layer, l) =>
      [...layer.keys()].map((i) => ({ l, i, score: Math.abs(this.done.point.weights[l][i]) })),
    );
  }
}

class KeepsEveryRound extends PlainPruner {
  readonly #rounds: Point[] = [];
  override prune(): void {
    super.prune();
    this.#rounds.push(this.record());
  }
  override checkpoint(): unknown {
    return { ...this.done, rounds: [...this.#rounds] };
  }
}

class CheckpointIsTheLiveObject extends PlainPruner {
  readonly #live: { done: Saved } = { done: this.done };
  override checkpoint(): unknown {
    this.#live.done = this.done;
    return this.#live;
  }
  override restore(saved: unknown): void {
    this.done = (saved as { done: Saved }).done;
  }
}

class CountsAnAbortedRound extends PlainPruner {
  override train(signal: AbortSignal): void {
    try {
      super.train(signal);
    } catch (reason) {
      this.done = { ...this.done, round: this.done.round + 1 };
      throw reason;
    }
  }
}

class OneUpdateMoreAfterAbort extends PlainPruner {
  override train(signal: AbortSignal): void {
    try {
      super.train(signal);
    } catch (reason) {
      this.network.update();
      throw reason;
    }
  }
}

class AppliesWithoutTheMask extends PlainPruner {
  override apply(network: TrainableNetwork): void {
    network.weights.forEach((layer, l) => {
      layer.set(this.done.point.weights[l]);
    });
    network.biases.set(this.done.point.biases);
  }
}

class AppliesTheTrainedWeights extends PlainPruner {
  override apply(network: TrainableNetwork): void {
    super.apply(network);
    network.biases.set(this.network.biases);
  }
}

class RestoresTheMaskAlone extends PlainPruner {
  override restore(saved: unknown): void {
    const { round, masks } = saved as Saved;
    this.done = { round, masks, point: this.done.point };
  }
}

/** Known wrong pruners. */
export const prunerMistakes: Mistakes<PrunerImpl> = {
  set: prunerLaws,
  rejects: {
    'every round trains its whole span, prunes to its count, and loses no weight it lost before': [
      'rewinds the weights, not the learning-rate clock',
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'ranks by the values to rewind to, pruned weights among them',
    ],
    'a rewind brings back weights, biases, memory and clock, whatever was done to the network': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'rewinds the weights, not the learning-rate clock',
      'rewinds the weights, not the optimizer’s memory',
      'starts with fresh memory where it rewinds to an iteration after the first',
      'lets training revive pruned weights, and masks them when it is over',
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'breaks ties from the end',
      'ranks by the values to rewind to, pruned weights among them',
    ],
    'a search restored from any checkpoint, in any network, ends where it would have ended': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'rewinds the weights, not the learning-rate clock',
      'rewinds the weights, not the optimizer’s memory',
      'starts with fresh memory where it rewinds to an iteration after the first',
      'lets training revive pruned weights, and masks them when it is over',
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'breaks ties from the end',
      'ranks by the values to rewind to, pruned weights among them',
      'hands out its live state as a checkpoint',
      'applies a ticket without its mask',
      'restores the mask of a checkpoint and not what to rewind to',
    ],
    'what a search holds does not grow from round to round': ['keeps the weights of every round'],
    'whatever is asked of it, in whatever order, it stands where the model stands': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'rewinds the weights, not the learning-rate clock',
      'rewinds the weights, not the optimizer’s memory',
      'starts with fresh memory where it rewinds to an iteration after the first',
      'lets training revive pruned weights, and masks them when it is over',
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'breaks ties from the end',
      'ranks by the values to rewind to, pruned weights among them',
      'counts an aborted round as done',
      'makes one update more after an abort',
      'applies a ticket without its mask',
      'applies a ticket with the biases as trained',
      'restores the mask of a checkpoint and not what to rewind to',
    ],
  },
  mistakes: [
    {
      name: 'aliases the saved initial weights, so that rewinding restores nothing',
      from: 'a mistake of well-known implementations: a reference kept where a copy was meant',
      impl: by(AliasesInitialWeights),
    },
    {
      name: 'rewinds the weights, not the learning-rate clock',
      from: 'the same list; Renda et al. 2020 tell the two apart',
      impl: by(LeavesTheClock),
    },
    {
      name: 'rewinds the weights, not the optimizer’s memory',
      from: 'the same list',
      impl: by(LeavesTheMemory),
    },
    {
      name: 'starts with fresh memory where it rewinds to an iteration after the first',
      from: 'easily made: for W₀ it is right',
      impl: by(FreshMemory),
    },
    {
      name: 'lets training revive pruned weights, and masks them when it is over',
      from: 'the same list: momentum and weight decay reviving pruned weights',
      impl: by(MasksOnlyAtTheEnd),
    },
    {
      name: 'never trains',
      from: 'the same list: “finding a ticket” without ever training',
      impl: by(NeverTrains),
    },
    {
      name: 'has rounds that prune nothing',
      from: 'the same list: silent no-ops',
      impl: by(PrunesNothing),
    },
    {
      name: 'keeps what is > the k-th magnitude',
      from: 'the same list: two reference implementations prune k + 1, and every tie',
      impl: by(PrunesAboveThreshold),
    },
    {
      name: 'breaks ties from the end',
      from: 'easily made: an ascending sort',
      impl: by(BreaksTiesFromTheEnd),
    },
    {
      name: 'ranks by the values to rewind to, pruned weights among them',
      from: 'easily made: scores are taken from the saved weights, which no mask has touched',
      impl: by(RanksThePrunedToo),
    },
    {
      name: 'keeps the weights of every round',
      from: 'the same list: memory growing every round',
      impl: by(KeepsEveryRound),
    },
    {
      name: 'hands out its live state as a checkpoint',
      from: 'easily made: a reference kept where a copy was meant',
      impl: by(CheckpointIsTheLiveObject),
    },
    {
      name: 'counts an aborted round as done',
      from: 'easily made: the counter is raised before the training',
      impl: by(CountsAnAbortedRound),
    },
    {
      name: 'makes one update more after an abort',
      from: 'easily made: the signal is looked at after the update',
      impl: by(OneUpdateMoreAfterAbort),
    },
    {
      name: 'applies a ticket without its mask',
      from: 'easily made: the saved weights were never masked',
      impl: by(AppliesWithoutTheMask),
    },
    {
      name: 'applies a ticket with the biases as trained',
      from: 'easily made: biases are forgotten',
      impl: by(AppliesTheTrainedWeights),
    },
    {
      name: 'restores the mask of a checkpoint and not what to rewind to',
      from: 'easily made: in one session the weights happen to be there',
      impl: by(RestoresTheMaskAlone),
    },
  ],
};

/** One of them, for a set that speaks of a part of what a pruner does. */
export function known(name: string): Mistake<PrunerImpl> {
  const found = prunerMistakes.mistakes.find((mistake) => mistake.name === name);
  if (!found) throw new Error(`mistake: must be known, got ${name}`);
  return found;
}
