// Iterative magnitude pruning, Frankle & Carbin 2019, §2:
//   1. initialise a network with weights W₀;  2. train it for T iterations → W_T;  3. prune a fraction p of the
//   survivors of lowest score;  4. rewind the rest;  5. repeat from 2 until the target is reached.

import { checkFinite, wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import { LotteryTicketBuilder } from './builder.ts';
import { type Checkpoint, capture, copyOf, restore } from './checkpoint.ts';
import type { Derivatives, PrunableModel, Trainer } from './client.ts';
import type { LotteryTicketConfig } from './config.ts';
import { handMask, heldMask } from './held-mask.ts';
import { checkNeed } from './importance/evidence.ts';
import { offerOf, scoresOf } from './importance/scores.ts';
import { type Count, checkSameLayers, type Mask } from './mask.ts';
import type { LotteryTicketOptions, Reinitialize } from './options.ts';
import { type KeptCounts, planRounds } from './plan-rounds.ts';
import { type ResolvedOptions, resolveOptions } from './resolve-options.ts';
import { checkCounts, checkResume, countsBefore } from './resume.ts';
import { planRewind, type RewindPlan } from './rewind.ts';
import { type Progress, trainRound } from './round.ts';
import { selectLevel } from './select.ts';
import { type SearchSettings, settingsOf } from './settings.ts';
import { WinningTicket } from './ticket.ts';

/** One round, done: the network was trained, pruned and rewound. */
export interface Round<Result = unknown> {
  /** k = 1 … n. */
  readonly round: number;
  /** What the trainer returned for this round's training, which ran under the mask of round k − 1. */
  readonly training: Result;
  /**
   * The weights and optimizer state at the end of this round's training, before pruning and rewinding. Must not be
   * modified.
   */
  readonly trained: Checkpoint;
  /** The ticket as of this round: its mask and the values survivors went back to. */
  readonly ticket: WinningTicket;
  /** Layers that have no surviving weight any more: no signal passes them. */
  readonly emptiedLayers: readonly string[];
  /** What a later call needs to go on from here. */
  readonly progress: Progress;
}

/** How one search is run. */
export interface SearchOptions {
  /** Ends the search early: it throws the signal's reason, and the rounds already yielded stay good. */
  readonly signal?: AbortSignal;
  /** Continues after this round instead of starting anew; model and trainer must be the same ones, or made alike. */
  readonly resume?: Progress;
}

/** Finds winning tickets: trains, prunes and rewinds a network, round after round. */
export class LotteryTicketPruner {
  readonly #options: ResolvedOptions;

  /** @throws {ValueError} if an option is missing, unknown or out of range; the message names it. */
  constructor(options: LotteryTicketOptions) {
    this.#options = resolveOptions(options);
  }

  /** Returns a pruner with the options of a configuration. */
  static withConfig(config: LotteryTicketConfig): LotteryTicketPruner {
    return new LotteryTicketPruner(config.options);
  }

  /** Returns a builder, which sets one option at a time. */
  static builder(): LotteryTicketBuilder<LotteryTicketPruner> {
    return new LotteryTicketBuilder((options) => new LotteryTicketPruner(options));
  }

  /** Runs every round and returns the ticket; the model is left rewound and masked, ready to train. */
  async findTicket(
    model: PrunableModel,
    trainer: Trainer,
    options: SearchOptions = {},
  ): Promise<WinningTicket> {
    let ticket: WinningTicket | undefined;
    for await (const round of this.rounds(model, trainer, options)) ticket = round.ticket;
    return ticket ?? this.#ticket(options.resume as Progress);
  }

  /** The same, round by round. Each round really trains; stop iterating and the rest is never run. */
  async *rounds<Result>(
    model: PrunableModel,
    trainer: Trainer<Result>,
    { signal, resume }: SearchOptions = {},
  ): AsyncGenerator<Round<Result>, void, void> {
    checkMemory(trainer);
    checkNeed(this.#options.criterion.needs, offerOf(trainer, this.#options.random));
    const settings = settingsOf(this.#options, wholeNumber('trainer.iterations', trainer.iterations, 1));
    let progress = resume ? checkResume(resume, settings, model, trainer) : start(model, trainer, settings);
    const { levels, rewind } = this.#plan(countsBefore(progress), trainer.iterations);
    if (resume) checkCounts(progress, levels);
    rewindTo(progress, model, trainer);
    while (progress.round < levels.length) {
      signal?.throwIfAborted();
      const round = progress.round + 1;
      const { rewindPoint: point, ...trained } = await trainRound(progress, rewind, model, trainer, signal);
      const mask = this.#prune(model, trainer, progress, levels[round - 1]);
      const sparsityHistory = [...progress.sparsityHistory, mask.sparsity];
      const rewindPoint = rewind.reinitializes ? this.#reinitialized(round, point) : point;
      progress = { ...progress, round, mask, rewindPoint, sparsityHistory };
      rewindTo(progress, model, trainer);
      yield {
        round,
        ...trained,
        ticket: this.#ticket(progress),
        emptiedLayers: mask.emptiedLayers(),
        progress,
      };
    }
  }

  /**
   * Plans what `rounds` would do with the model as it is now, without training: for each round the number of weights to keep
   * (by layer, or under null for all layers together), and where survivors go back to.
   *
   * @throws {ValueError} if a round would prune nothing, or the target is not beyond the sparsity of the model's mask.
   */
  plan(
    model: PrunableModel,
    trainer: Pick<Trainer, 'iterations'>,
  ): { levels: KeptCounts[]; rewind: RewindPlan } {
    wholeNumber('trainer.iterations', trainer.iterations, 1);
    return this.#plan(heldMask(model).counts(), trainer.iterations);
  }

  /**
   * Puts a ticket into a network: pruned weights become +0, survivors and the other weights take their rewound values.
   * Throws, and changes nothing, when the network's names or sizes are not the ticket's.
   */
  applyTicket(model: PrunableModel, ticket: WinningTicket): void {
    restore({ weights: ticket.weights, others: ticket.others, optimizer: undefined }, model);
    handMask(ticket.mask, model);
    ticket.mask.apply(model.prunableWeights());
  }

  #plan(
    layers: ReadonlyMap<string, Count>,
    iterations: number,
  ): { levels: KeptCounts[]; rewind: RewindPlan } {
    const { plan, pruningRounds, scope, rewindStrategy } = this.#options;
    return {
      levels: planRounds(plan, pruningRounds, scope, layers),
      rewind: planRewind(rewindStrategy, iterations),
    };
  }

  #prune(
    model: PrunableModel,
    derivatives: Derivatives,
    { mask, initial }: Progress,
    keep: KeptCounts,
  ): Mask {
    const { criterion, scope, random } = this.#options;
    const trained = model.prunableWeights();
    const scores = scoresOf({ criterion, trained, initial, mask, scope, derivatives, random });
    return selectLevel(scores, mask, keep);
  }

  #reinitialized(round: number, point: Checkpoint): Checkpoint {
    const { weights, others } = (this.#options.reinitialize as Reinitialize)(round);
    checkSameLayers('reinitialize: weights', point.weights, weights);
    checkSameLayers('reinitialize: other weights', point.others, others);
    for (const [name, values] of [...weights, ...others]) checkFinite(name, values);
    return { weights: copyOf(weights), others: copyOf(others), optimizer: point.optimizer };
  }

  #ticket({ mask, rewindPoint, sparsityHistory, settings }: Progress): WinningTicket {
    const weights = copyOf(rewindPoint.weights);
    mask.apply(weights);
    return new WinningTicket({
      mask,
      weights,
      others: rewindPoint.others,
      rewind: settings.rewindStrategy,
      sparsityHistory,
    });
  }
}

function checkMemory({ saveState, loadState }: Trainer): void {
  if ((saveState === undefined) !== (loadState === undefined))
    throw new ValueError('trainer', 'must have both saveState and loadState, or neither', 'one');
}

function start(model: PrunableModel, trainer: Trainer, settings: SearchSettings): Progress {
  const mask = heldMask(model);
  const startCounts = new Map([...mask.counts()].map(([name, { remaining }]) => [name, remaining]));
  const rewindPoint = capture(model, trainer);
  const { weights: initial } = rewindPoint;
  return { round: 0, mask, initial, rewindPoint, sparsityHistory: [], startCounts, settings };
}

function rewindTo({ mask, rewindPoint }: Progress, model: PrunableModel, trainer: Trainer): void {
  restore(rewindPoint, model, trainer);
  handMask(mask, model);
  mask.apply(model.prunableWeights());
}
