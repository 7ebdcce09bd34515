// Pruners that each go wrong in one way.

import {
  type PrunerImpl,
  type PrunerOptions,
  prunerLaws,
  type SeenRound,
  type SeenTicket,
} from '../../../src/laws/index.ts';
import {
  type KeptCounts,
  type PrunableModel,
  RewindStrategy,
  remaining,
  type Trainer,
} from '../../../src/pruning/index.ts';
import type { WrongImplementation, WrongImplementations } from '../rejections.ts';
import { by, copyOf, PlainSearch, type Point, type Standing } from './plain-pruner.ts';

class AliasesInitialWeights extends PlainSearch {
  protected override record(): Point {
    return { weights: this.weights, others: this.others, optimizer: this.trainer.state?.() };
  }
}

class LeavesTheClock extends PlainSearch {
  protected override span() {
    const { from, to } = super.span();
    const clock = this.done.round === 0 ? 0 : this.trainer.iterations;
    return { from: clock, to: clock + to - from };
  }
}

class LeavesTheOptimizer extends PlainSearch {
  protected override rewindOptimizer(): void {}
}

class FreshOptimizer extends PlainSearch {
  readonly #fresh = this.trainer.state?.();
  protected override rewindOptimizer(): void {
    this.trainer.load?.(this.#fresh);
  }
}

class MasksOnlyAtTheEnd extends PlainSearch {
  protected override maskUpdate(): void {}
  protected override async train(): Promise<void> {
    await super.train();
    this.mask();
  }
}

class NeverHandsOverTheMask extends PlainSearch {
  protected override handMask(): void {}
}

class NeverTrains extends PlainSearch {
  protected override async train(): Promise<void> {}
}

class PrunesNothing extends PlainSearch {
  protected override select() {
    return this.done.masks;
  }
}

class PrunesAboveThreshold extends PlainSearch {
  protected override select(keep: KeptCounts) {
    const masks = copyOf(super.select(keep));
    for (const bits of masks.values()) bits.fill(0);
    for (const [group, count] of keep) {
      const competing = this.survivors().filter(({ name }) => group === null || name === group);
      const threshold = competing.sort((a, b) => b.score - a.score)[count - 1]?.score ?? 0;
      for (const { name, i, score } of competing)
        if (score > threshold) (masks.get(name) as Uint8Array)[i] = 1;
    }
    return masks;
  }
}

class BreaksTiesFromTheEnd extends PlainSearch {
  protected override survivors() {
    return super.survivors().reverse();
  }
}

class RanksThePrunedToo extends PlainSearch {
  protected override survivors() {
    return [...this.done.point.weights].flatMap(([name, weights]) =>
      Array.from(weights, (w, i) => ({ name, i, score: Math.abs(w) })),
    );
  }
}

class KeepsEveryRound extends PlainSearch {
  readonly #rounds: Point[] = [];
  protected override report(trained: Point): SeenRound {
    this.#rounds.push(trained);
    return { ...super.report(trained), progress: { ...this.done, rounds: [...this.#rounds] } };
  }
}

class ProgressIsTheLiveObject extends PlainSearch {
  readonly #live: { done: Standing } = { done: this.done };
  protected override resumed(resume: Standing): Standing {
    return (resume as unknown as { done: Standing }).done;
  }
  protected override report(trained: Point): SeenRound {
    this.#live.done = this.done;
    return { ...super.report(trained), progress: this.#live };
  }
}

class CountsARoundWhenItBegins extends PlainSearch {
  protected override async train(): Promise<void> {
    const before = this.done; // also the progress that was reported
    this.done = { ...before };
    Object.assign(before, { round: before.round + 1 });
    await super.train();
  }
}

class ChecksTheSignalBetweenRounds extends PlainSearch {
  protected override checkSignal(): void {}
}

class ThrowsAnErrorOfItsOwn extends PlainSearch {
  protected override checkSignal(): void {
    if (this.options.signal?.aborted) throw new Error('aborted');
  }
}

class SharesTheMask extends PlainSearch {
  static override applyTicket(model: PrunableModel, ticket: SeenTicket): void {
    PlainSearch.applyTicket(model, ticket);
    model.setMask?.(ticket.mask.layers as ReadonlyMap<string, Uint8Array>);
  }
}

class AppliesWithoutTheMask extends PlainSearch {
  static override applyTicket(model: PrunableModel, ticket: SeenTicket): void {
    const setMask = () => {};
    PlainSearch.applyTicket(
      {
        prunableWeights: () => model.prunableWeights(),
        otherWeights: () => model.otherWeights?.() ?? new Map(),
        setMask,
      },
      ticket,
    );
  }
}

class AppliesWithoutTheBiases extends PlainSearch {
  static override applyTicket(model: PrunableModel, ticket: SeenTicket): void {
    PlainSearch.applyTicket(model, { ...ticket, others: new Map() });
  }
}

class ResumesTheMaskAlone extends PlainSearch {
  protected override resumed(resume: Standing): Standing {
    return { ...resume, point: this.record() };
  }
}

class ResumesWithNewInitialWeights extends PlainSearch {
  protected override resumed(resume: Standing): Standing {
    return { ...resume, initial: copyOf(this.weights) };
  }
}

/** A search with other options once it is resumed. */
const resumesWith = (changed: (options: PrunerOptions) => Partial<PrunerOptions>) =>
  class extends PlainSearch {
    constructor(model: PrunableModel, trainer: Trainer, options: PrunerOptions) {
      super(model, trainer, options.resume === undefined ? options : { ...options, ...changed(options) });
    }
  };

class StartsDense extends PlainSearch {
  protected override begin(): Standing {
    this.model.setMask?.(new Map());
    return super.begin();
  }
}

class LabelsThePlan extends PlainSearch {
  protected override ticket(): SeenTicket {
    const { targetSparsity, pruningRounds } = this.options;
    return { ...super.ticket(), sparsity: 1 - remaining(targetSparsity, pruningRounds, this.done.round) };
  }
}

class LabelsTheRoundBefore extends PlainSearch {
  #remaining = 0;
  protected override async pruned(trained: Point): Promise<Standing> {
    this.#remaining = this.survivors().length;
    return super.pruned(trained);
  }
  protected override ticket(): SeenTicket {
    return { ...super.ticket(), remainingParameters: this.#remaining };
  }
}

class LabelsEveryStrategyInit extends PlainSearch {
  protected override ticket(): SeenTicket {
    return { ...super.ticket(), rewind: RewindStrategy.init() };
  }
}

class TicketOfUnmaskedWeights extends PlainSearch {
  protected override ticket(): SeenTicket {
    return { ...super.ticket(), weights: this.done.point.weights };
  }
}

class TicketOfTrainedWeights extends PlainSearch {
  protected override report(trained: Point): SeenRound {
    const weights = copyOf(trained.weights);
    this.mask(weights);
    const round = super.report(trained);
    return { ...round, ticket: { ...round.ticket, weights } };
  }
}

/** Wrong pruners. */
export const prunerWrong: WrongImplementations<PrunerImpl> = {
  set: prunerLaws,
  rejects: {
    'the label of a ticket agrees with its weights and with the network': [
      'labels a ticket with the planned sparsity',
      'labels a ticket with the count of the round before',
      'labels every ticket as rewound to its initial weights',
      'makes tickets of weights that are not masked',
      'makes tickets of the trained weights',
    ],
    'applying a ticket copies it': [
      'applies a ticket without its biases',
      'shares the mask of a ticket with the model',
    ],
    'pruning a pruned network never revives a weight': [
      'never hands its mask to a network that holds masks',
      'keeps what is > the k-th magnitude',
      'applies a ticket without its mask',
      'starts every search with a dense mask',
    ],
    'resuming equals not interrupting, for every rewind strategy and criterion': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'rewinds the weights, not the optimizer state',
      'yields its live state as the progress',
      'counts a round as done when it begins',
      'resumes from the mask of the progress, with the weights that the network has',
      'takes the weights at the time of resuming for the initial ones',
      'resumes with the default criterion',
      'resumes with the default rewind strategy',
      'draws other random scores once it is resumed',
    ],
    'the size of the progress does not increase from round to round': ['keeps the weights of every round'],
    'a search agrees with the reference implementation for every sequence of commands': [
      'aliases the saved initial weights, so that rewinding restores nothing',
      'rewinds the weights, not the learning-rate clock',
      'rewinds the weights, not the optimizer state',
      'loads a fresh optimizer state where it rewinds to an iteration after the first',
      'lets training revive pruned weights, and masks them when it is over',
      'never hands its mask to a network that holds masks',
      'never trains',
      'has rounds that prune nothing',
      'keeps what is > the k-th magnitude',
      'breaks ties from the end',
      'ranks by the weights of the rewind point, pruned weights included',
      'yields its live state as the progress',
      'counts a round as done when it begins',
      'checks the signal between rounds only',
      'throws an error of its own when it is aborted',
      'applies a ticket without its mask',
      'applies a ticket without its biases',
      'resumes from the mask of the progress, with the weights that the network has',
      'resumes with the default rewind strategy',
      'makes tickets of weights that are not masked',
      'makes tickets of the trained weights',
    ],
  },
  implementations: [
    {
      name: 'aliases the saved initial weights, so that rewinding restores nothing',
      from: 'a mistake of well-known implementations: a reference kept where a copy was meant',
      impl: by(AliasesInitialWeights),
    },
    {
      name: 'rewinds the weights, not the learning-rate clock',
      from: 'the same list; Renda et al. 2020 distinguish the two',
      impl: by(LeavesTheClock),
    },
    {
      name: 'rewinds the weights, not the optimizer state',
      from: 'the same list',
      impl: by(LeavesTheOptimizer),
    },
    {
      name: 'loads a fresh optimizer state where it rewinds to an iteration after the first',
      from: 'easily made: for W₀ it is right',
      impl: by(FreshOptimizer),
    },
    {
      name: 'lets training revive pruned weights, and masks them when it is over',
      from: 'the same list: momentum and weight decay reviving pruned weights',
      impl: by(MasksOnlyAtTheEnd),
    },
    {
      name: 'never hands its mask to a network that holds masks',
      from: 'easily made: the weights are set to 0, and the layers go on training all of them',
      impl: by(NeverHandsOverTheMask),
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
      name: 'ranks by the weights of the rewind point, pruned weights included',
      from: 'easily made: scores are taken from the saved weights, which no mask has touched',
      impl: by(RanksThePrunedToo),
    },
    {
      name: 'keeps the weights of every round',
      from: 'the same list: memory growing every round',
      impl: by(KeepsEveryRound),
    },
    {
      name: 'yields its live state as the progress',
      from: 'easily made: a reference kept where a copy was meant',
      impl: by(ProgressIsTheLiveObject),
    },
    {
      name: 'counts a round as done when it begins',
      from: 'easily made: the counter is incremented before the training',
      impl: by(CountsARoundWhenItBegins),
    },
    {
      name: 'checks the signal between rounds only',
      from: 'easily made: a round of a real network takes minutes',
      impl: by(ChecksTheSignalBetweenRounds),
    },
    {
      name: 'throws an error of its own when it is aborted',
      from: 'easily made: callers that compare the error with the reason report a failure',
      impl: by(ThrowsAnErrorOfItsOwn),
    },
    {
      name: 'applies a ticket without its mask',
      from: 'easily made: the weights of the ticket are masked, but training revives them',
      impl: by(AppliesWithoutTheMask),
    },
    {
      name: 'applies a ticket without its biases',
      from: 'easily made: only the prunable weights are written',
      impl: by(AppliesWithoutTheBiases),
    },
    {
      name: 'resumes from the mask of the progress, with the weights that the network has',
      from: 'easily made: in the same network they happen to be there',
      impl: by(ResumesTheMaskAlone),
    },
    {
      name: 'takes the weights at the time of resuming for the initial ones',
      from: 'easily made: a search records W₀ when it starts, and resuming starts it',
      impl: by(ResumesWithNewInitialWeights),
    },
    {
      name: 'resumes with the default criterion',
      from: 'easily made: the criterion is not saved',
      impl: by(resumesWith(() => ({ criterion: 'magnitude' }))),
    },
    {
      name: 'resumes with the default rewind strategy',
      from: 'easily made: the strategy is not saved',
      impl: by(resumesWith(() => ({ rewindStrategy: RewindStrategy.init() }))),
    },
    {
      name: 'draws other random scores once it is resumed',
      from: 'easily made: the generator continues where it stands',
      impl: by(resumesWith(({ random }) => ({ random: random.fork('resumed') }))),
    },
    {
      name: 'starts every search with a dense mask',
      from: 'easily made: a search initializes its mask with ones',
      impl: by(StartsDense),
    },
    {
      name: 'labels a ticket with the planned sparsity',
      from: 'easily made: 1 − (1 − s)^(k/n) is not rounded to a count of weights',
      impl: by(LabelsThePlan),
    },
    {
      name: 'labels a ticket with the count of the round before',
      from: 'easily made: the surviving weights are counted before pruning',
      impl: by(LabelsTheRoundBefore),
    },
    {
      name: 'labels every ticket as rewound to its initial weights',
      from: 'easily made: the default of an option',
      impl: by(LabelsEveryStrategyInit),
    },
    {
      name: 'makes tickets of weights that are not masked',
      from: 'easily made: the recorded weights are those of the dense network',
      impl: by(TicketOfUnmaskedWeights),
    },
    {
      name: 'makes tickets of the trained weights',
      from: 'checkpoints saved after training: what they hold is the pruned network, not the ticket',
      impl: by(TicketOfTrainedWeights),
    },
    {
      name: 'shares the mask of a ticket with the model',
      from: 'a reference instead of a copy: training the model further changes the ticket',
      impl: by(SharesTheMask),
    },
  ],
};

/** A wrong pruner that another set rejects too. */
export function known(name: string): WrongImplementation<PrunerImpl> {
  const found = prunerWrong.implementations.find((mistake) => mistake.name === name);
  if (!found) throw new Error(`mistake: must be known, got ${name}`);
  return found;
}
