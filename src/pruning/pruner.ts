import { checkOptions, integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import { beginSearch } from './begin-search.ts';
import { LotteryTicketBuilder } from './builder.ts';
import { checkLive } from './check-live-arrays.ts';
import { checkFresh, checkTrainer, checkTrains } from './check-trainer.ts';
import { capture } from './checkpoint.ts';
import type { LotteryTicketConfig } from './config.ts';
import { checkNeed } from './criteria/criterion.ts';
import { type Count, Mask } from './mask.ts';
import type { PrunableModel, Trainer } from './model-and-trainer.ts';
import { heldMask } from './model-mask.ts';
import type { LotteryTicketOptions } from './options.ts';
import { planRounds } from './plan-rounds.ts';
import { type ResolvedOptions, resolveOptions } from './resolve-options.ts';
import { checkCounts, checkResume, countsBefore } from './resume.ts';
import { planRewind } from './rewind-strategy.ts';
import type { Progress } from './round.ts';
import { type Round, type SearchPlan, search, ticketOf } from './search.ts';
import { type SearchSettings, settingsOf } from './settings.ts';
import type { WinningTicket } from './ticket.ts';

/** Optional settings of one search. */
export interface SearchOptions {
  /** Stops the search early by throwing the signal's reason. Rounds that were already yielded remain valid. */
  readonly signal?: AbortSignal;
  /** Continues after this round. The model and the trainer must be the same, or made in the same way. */
  readonly resume?: Progress;
}

/**
 * Finds winning tickets by iterative magnitude pruning: each round trains a network, prunes the weights with the lowest scores and
 * rewinds the others. Frankle & Carbin 2019, §2.
 *
 * @example
 * const w = Float32Array.of(0.5, -0.5, 0.25, -0.25); // training moves the weights to 3, 0, −2, 0
 * const model = { prunableWeights: () => new Map([['w', w]]) };
 * const trainer = {
 *   iterations: 50,
 *   train({ from, to, afterUpdate }) {
 *     for (let iteration = from; iteration < to; iteration++) {
 *       [3, 0, -2, 0].forEach((optimum, i) => (w[i] -= 0.1 * (w[i] - optimum)));
 *       afterUpdate(iteration + 1);
 *     }
 *   },
 * };
 * const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 2 });
 * const ticket = await pruner.findTicket(model, trainer);
 * ticket.mask.layers.get('w'); // → Uint8Array(4) [ 1, 0, 1, 0 ]
 * w; // → Float32Array(4) [ 0.5, 0, 0.25, 0 ]
 */
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
    if (ticket) return ticket;
    const resume = options.resume as Progress; // No round was left to run.
    return ticketOf({ ...resume, mask: new Mask(resume.mask) });
  }

  /**
   * Runs the search round by round. A round is trained when it is requested. Until then the model may be used and even trained:
   * the next round rewinds it first. Throws the same errors as `findTicket`.
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
    const settings = settingsOf(this.#options, integer('trainer.iterations', trainer.iterations, 1));
    const weights = checkLive(model);
    checkTrains(trainer, weights);
    const { signal, resume } = options;
    if (resume === undefined) checkFresh(trainer);
    const progress = resume ? checkResume(resume, settings, model, trainer) : start(model, trainer, settings);
    const plan = this.#plan(countsBefore(progress), trainer.iterations);
    if (resume) checkCounts(progress, plan.levels);
    const endSearch = beginSearch(model, weights);
    try {
      yield* search(progress, plan, this.#options, { model, trainer, signal });
    } finally {
      endSearch();
    }
  }

  /**
   * Returns what `rounds` would do with the model as it is now, without training.
   *
   * @throws {ValueError} if a round would prune nothing, or the target is not beyond the sparsity of the model's mask.
   */
  plan(model: PrunableModel, trainer: Pick<Trainer, 'iterations'>): SearchPlan {
    integer('trainer.iterations', trainer?.iterations, 1);
    return this.#plan(heldMask(model).counts(), trainer.iterations);
  }

  /**
   * Puts a ticket into a network, as `ticket.applyTo(model)` does.
   *
   * @throws {ValueError} if the network's names are not those of the ticket, or it does not return its live arrays.
   * @throws {ShapeError} if sizes differ. Nothing is changed then.
   */
  applyTicket(model: PrunableModel, ticket: WinningTicket): void {
    checkLive(model);
    if (typeof ticket?.applyTo !== 'function')
      throw new ValueError(
        'ticket',
        'must be a WinningTicket: restore a clone with WinningTicket.from, and JSON with WinningTicket.fromJSON',
        ticket,
      );
    ticket.applyTo(model);
  }

  #plan(layers: ReadonlyMap<string, Count>, iterations: number): SearchPlan {
    const { plan, pruningRounds, scope, rewindStrategy } = this.#options;
    return {
      levels: planRounds(plan, pruningRounds, scope, layers),
      rewind: planRewind(rewindStrategy, iterations),
    };
  }
}

function start(model: PrunableModel, trainer: Trainer, settings: SearchSettings): Progress {
  const mask = heldMask(model);
  const startCounts = new Map([...mask.counts()].map(([name, { remaining }]) => [name, remaining]));
  const rewindPoint = capture(model, trainer);
  const { weights: initial } = rewindPoint;
  return { round: 0, mask, initial, rewindPoint, sparsityHistory: [], startCounts, settings };
}
