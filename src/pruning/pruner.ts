// Iterative magnitude pruning, Frankle & Carbin 2019, §2:
//   1. initialise a network with weights W₀;  2. train it for T iterations → W_T;  3. prune a fraction p of the
//   survivors of lowest score;  4. rewind the rest;  5. repeat from 2 until the target is reached.

import { checkFinite, checkOptions, wholeNumber } from '../check.ts';
import { LotteryTicketBuilder } from './builder.ts';
import { checkFresh, checkTrainer, checkTrains } from './check-trainer.ts';
import { type Checkpoint, capture, copyOf, restore } from './checkpoint.ts';
import type { Derivatives, PrunableModel, Trainer } from './client.ts';
import { arraysFrom, synchronous } from './client-arrays.ts';
import type { LotteryTicketConfig } from './config.ts';
import { handMask, heldMask } from './held-mask.ts';
import { checkNeed } from './importance/evidence.ts';
import { scoresOf } from './importance/scores.ts';
import { checkLive } from './live-arrays.ts';
import { type Count, checkSameLayers, type Mask } from './mask.ts';
import type { LotteryTicketOptions, Reinitialize } from './options.ts';
import { type KeptCounts, planRounds } from './plan-rounds.ts';
import { type ResolvedOptions, resolveOptions } from './resolve-options.ts';
import { checkCounts, checkResume, countsBefore } from './resume.ts';
import { planRewind, type RewindPlan } from './rewind.ts';
import { type Progress, type Training, trainRound } from './round.ts';
import { beginSearch } from './searches.ts';
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

/** What a search will do. */
export interface SearchPlan {
  /** For each round, the number of weights to keep: under null for all layers together, or by layer. */
  readonly levels: KeptCounts[];
  /** What each round rewinds to, and from when to when it then trains. */
  readonly rewind: RewindPlan;
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

  /**
   * Runs every round and returns the ticket. The model is left rewound and masked. If it has a method `setMask`, as the
   * package's own networks do, it holds the mask when it is trained. Otherwise call `ticket.afterUpdate(model)` after each
   * optimizer step: without it, training makes pruned weights nonzero again.
   *
   * @throws {ValueError} if the model or the trainer does not keep to its interface, the trainer is known to train another model
   *   or to have trained already, the model is in another search, or the options cannot be met.
   * @throws {NonFiniteError} if a weight is NaN or infinite.
   * @throws {TicketError} if a training changes no weight, or makes another number of updates than requested.
   * @throws the reason of the signal, at the next update after it is aborted.
   */
  async findTicket(
    model: PrunableModel,
    trainer: Trainer,
    options: SearchOptions = {},
  ): Promise<WinningTicket> {
    let ticket: WinningTicket | undefined;
    for await (const round of this.rounds(model, trainer, options)) ticket = round.ticket;
    return ticket ?? this.#ticket(options.resume as Progress);
  }

  /**
   * The same, round by round. A round is trained when it is requested. Until then the model may be used and even trained: the
   * next round rewinds it first.
   */
  async *rounds<Result>(
    model: PrunableModel,
    trainer: Trainer<Result>,
    options: SearchOptions = {},
  ): AsyncGenerator<Round<Result>, void, void> {
    checkOptions('a search', options, ['signal', 'resume']);
    checkTrainer(trainer);
    const { needs } = this.#options.criterion;
    checkNeed(needs, needs === 'random' ? this.#options : trainer);
    const settings = settingsOf(this.#options, wholeNumber('trainer.iterations', trainer.iterations, 1));
    const weights = checkLive(model);
    checkTrains(trainer, weights);
    const { signal, resume } = options;
    if (resume === undefined) checkFresh(trainer);
    const progress = resume ? checkResume(resume, settings, model, trainer) : start(model, trainer, settings);
    const plan = this.#plan(countsBefore(progress), trainer.iterations);
    if (resume) checkCounts(progress, plan.levels);
    const endSearch = beginSearch(model, weights);
    try {
      yield* this.#search(progress, plan, { model, trainer, signal });
    } finally {
      endSearch();
    }
  }

  async *#search<Result>(
    begin: Progress,
    { levels, rewind: plan }: SearchPlan,
    by: Pick<Training<Result>, 'model' | 'trainer' | 'signal'>,
  ): AsyncGenerator<Round<Result>, void, void> {
    const { model, trainer, signal } = by;
    const training = { ...by, plan, allowUntrained: this.#options.allowUntrained };
    let progress = begin;
    rewindTo(progress, model, trainer);
    while (progress.round < levels.length) {
      signal?.throwIfAborted();
      rewindTo(progress, model, trainer); // the model may have been trained since the last round
      const round = progress.round + 1;
      const { rewindPoint: point, ...trained } = await trainRound(progress, training);
      const mask = this.#prune(model, trainer, progress, levels[round - 1]);
      const sparsityHistory = [...progress.sparsityHistory, mask.sparsity];
      const rewindPoint = plan.reinitializes ? this.#reinitialized(round, point) : point;
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
   * Returns what `rounds` would do with the model as it is now, without training.
   *
   * @throws {ValueError} if a round would prune nothing, or the target is not beyond the sparsity of the model's mask.
   */
  plan(model: PrunableModel, trainer: Pick<Trainer, 'iterations'>): SearchPlan {
    wholeNumber('trainer.iterations', trainer?.iterations, 1);
    return this.#plan(heldMask(model).counts(), trainer.iterations);
  }

  /**
   * Puts a ticket into a network: pruned weights become +0, survivors and the other weights take their rewound values. If the
   * model has no method `setMask`, call `ticket.afterUpdate(model)` after each optimizer step when it is trained.
   *
   * @throws {ValueError} if the network's names are not those of the ticket, or it does not return its live arrays.
   * @throws {ShapeError} if sizes differ. Nothing is changed then.
   */
  applyTicket(model: PrunableModel, ticket: WinningTicket): void {
    checkLive(model);
    restore({ weights: ticket.weights, others: ticket.others, optimizer: undefined }, model);
    handMask(ticket.mask, model);
    ticket.mask.apply(model.prunableWeights());
  }

  #plan(layers: ReadonlyMap<string, Count>, iterations: number): SearchPlan {
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
    const drawn = synchronous('reinitialize', (this.#options.reinitialize as Reinitialize)(round));
    const weights = arraysFrom('reinitialize: weights', drawn?.weights);
    const others = arraysFrom('reinitialize: other weights', drawn?.others);
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
