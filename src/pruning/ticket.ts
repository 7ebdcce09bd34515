import { checkFinite, isMap, type MaskLike } from '../check.ts';
import { ValueError } from '../errors.ts';
import { floatsFrom } from './check-arrays.ts';
import { checkLive } from './check-live-arrays.ts';
import { copyOf, restore } from './checkpoint.ts';
import { digestOf } from './digest.ts';
import { type Count, Mask, type Weights } from './mask.ts';
import { decoded } from './mask-json.ts';
import type { PrunableModel } from './model-and-trainer.ts';
import { handMask } from './model-mask.ts';
import { checkStrategy, type RewindStrategy } from './rewind-strategy.ts';
import { checkHistory } from './sparsity-history.ts';
import { type TicketJson, ticketFromJson, ticketToJson } from './ticket-json.ts';

/** The content of a ticket. */
export interface TicketParts {
  /** The mask of the surviving weights. */
  readonly mask: MaskLike;
  /** The rewound values of all prunable weights, by layer. The ticket sets pruned weights to +0. */
  readonly weights: Weights;
  /** The rewound values of the other weights, such as biases. */
  readonly others: Weights;
  /** The rewind strategy of the search. */
  readonly rewind: RewindStrategy;
  /** Sparsity after each round. */
  readonly sparsityHistory: readonly number[];
}

/**
 * A winning ticket m ⊙ θ: the mask that a search found, and the values from which the surviving weights are trained.
 * Frankle & Carbin 2019, §1. `LotteryTicketPruner` finds tickets; the constructor makes one from its parts.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 0, 1, 0]]]));
 * const [weights, rewind] = [new Map([['fc1', Float32Array.of(3, 1, -2, 0.5)]]), RewindStrategy.init()];
 * const ticket = new WinningTicket({ mask, weights, others: new Map(), rewind, sparsityHistory: [0.5] });
 * ticket.weights.get('fc1'); // → Float32Array(4) [ 3, 0, -2, 0 ]
 * ticket.compressionRatio; // → 2
 */
export class WinningTicket implements TicketParts {
  readonly mask: Mask;
  readonly weights: Weights;
  readonly others: Weights;
  readonly rewind: RewindStrategy;
  readonly sparsityHistory: readonly number[];

  /**
   * Copies the parts, and sets pruned weights to +0.
   *
   * @throws {ValueError} if mask and weights have different names, or the history cannot be that of the mask.
   * @throws {ShapeError} if mask and weights have different sizes.
   * @throws {NonFiniteError} if a weight is NaN or infinite.
   */
  constructor({ mask, weights, others, rewind, sparsityHistory }: TicketParts) {
    this.mask = mask instanceof Mask ? mask : new Mask(mask);
    this.weights = copyFinite('weights', weights);
    this.mask.apply(this.weights);
    this.others = copyFinite('other weights', others);
    this.rewind = Object.freeze(checkStrategy(rewind));
    checkHistory(sparsityHistory, this.mask);
    this.sparsityHistory = [...sparsityHistory];
  }

  /**
   * Restores a ticket from a structured clone, such as one that a worker sent with `postMessage` or IndexedDB stored. The clone has
   * the numbers of the ticket, but none of its methods.
   *
   * @throws {ValueError} if it is not the clone of a ticket.
   *
   * @example
   * const weights = new Map([['fc1', Float32Array.of(3, 1)]]);
   * const rewind = RewindStrategy.init();
   * const parts = { mask: Mask.dense(weights), weights, others: new Map(), rewind, sparsityHistory: [] };
   * const clone = structuredClone(new WinningTicket(parts)); // as a worker receives it
   * WinningTicket.from(clone).totalParameters; // → 2
   */
  static from(clone: TicketParts): WinningTicket {
    return new WinningTicket(clone ?? ({} as TicketParts));
  }

  /**
   * Restores a ticket, bit for bit, from the JSON that `JSON.stringify(ticket)` makes.
   *
   * @param json the parsed JSON.
   * @throws {ValueError} for anything else.
   *
   * @example
   * const weights = new Map([['fc1', Float32Array.of(3, 1)]]);
   * const rewind = RewindStrategy.init();
   * const parts = { mask: Mask.dense(weights), weights, others: new Map(), rewind, sparsityHistory: [] };
   * const ticket = new WinningTicket(parts);
   * const again = WinningTicket.fromJSON(JSON.parse(JSON.stringify(ticket)));
   * (await again.digest()) === (await ticket.digest()); // → true
   */
  static fromJSON(json: unknown): WinningTicket {
    return decoded('ticket', json as TicketJson, (ticket) => new WinningTicket(ticketFromJson(ticket)));
  }

  /** Returns the ticket as JSON, which `JSON.stringify` calls. @throws {ValueError} if a pruned weight was set to another value than +0. */
  toJSON(): TicketJson {
    return ticketToJson(this);
  }

  /** Fraction of the prunable weights that are pruned. */
  get sparsity(): number {
    return this.mask.sparsity;
  }

  /** Fraction of the prunable weights that survive. */
  get density(): number {
    return this.mask.density;
  }

  /** Number of surviving prunable weights. */
  get remainingParameters(): number {
    return this.mask.remaining;
  }

  /** Number of prunable weights before pruning. */
  get totalParameters(): number {
    return this.mask.total;
  }

  /** Numbers of total and surviving weights of each layer. */
  get layers(): ReadonlyMap<string, Count> {
    return this.mask.counts();
  }

  /** Compression ratio, total ÷ remaining = 1 ÷ density: 10 at 90 % sparsity. */
  get compressionRatio(): number {
    return this.totalParameters / this.remainingParameters;
  }

  /**
   * Puts the ticket into a network: pruned weights become +0, and all other weights get their rewound values. If the model has no
   * method `setMask`, call `ticket.afterUpdate(model)` after each optimizer step when it is trained. Train it with a new optimizer,
   * from the position in the schedule that `planRewind(ticket.rewind, iterations)` returns.
   *
   * @throws {ValueError} if the network's names are not those of the ticket, or it does not return its live arrays.
   * @throws {ShapeError} if sizes differ. Nothing is changed then.
   *
   * @example
   * const mask = new Mask(new Map([['fc1', [1, 0]]]));
   * const parts = { mask, others: new Map(), rewind: RewindStrategy.early({ iteration: 20 }), sparsityHistory: [0.5] };
   * const ticket = new WinningTicket({ ...parts, weights: new Map([['fc1', Float32Array.of(3, 1)]]) });
   * const fc1 = new Float32Array(2);
   * ticket.applyTo({ prunableWeights: () => new Map([['fc1', fc1]]) });
   * fc1; // → Float32Array(2) [ 3, 0 ]
   * planRewind(ticket.rewind, 400); // → { checkpoint: 20, from: 20, to: 400 }
   */
  applyTo(model: PrunableModel): void {
    checkLive(model);
    restore({ weights: this.weights, others: this.others, optimizer: undefined }, model);
    handMask(this.mask, model);
    this.mask.apply(model.prunableWeights());
  }

  /**
   * Sets the pruned weights of a model to +0. A model without a method `setMask`, such as a set of bare arrays, needs this after
   * each optimizer step when its ticket is trained.
   *
   * @param model the network that the ticket was found in or applied to.
   * @throws {ValueError} if its names are not those of the ticket.
   * @throws {ShapeError} if its sizes are not those of the ticket.
   *
   * @example
   * const fc1 = Float32Array.of(3, 1);
   * const model = { prunableWeights: () => new Map([['fc1', fc1]]) };
   * const mask = new Mask(new Map([['fc1', [1, 0]]]));
   * const rewind = RewindStrategy.init();
   * const parts = { mask, weights: model.prunableWeights(), others: new Map(), rewind, sparsityHistory: [0.5] };
   * const ticket = new WinningTicket(parts);
   * fc1.set([2, 7]); // an optimizer step that ignores the mask
   * ticket.afterUpdate(model);
   * fc1; // → Float32Array(2) [ 2, 0 ]
   */
  afterUpdate(model: Pick<PrunableModel, 'prunableWeights'>): void {
    this.mask.apply(model.prunableWeights());
  }

  /** Returns the SHA-256 of the mask and all weights as 64 hexadecimal digits. Equal tickets have equal digests on every machine. */
  digest(): Promise<string> {
    return digestOf(this.mask, this.weights, this.others);
  }
}

/** Returns copies of named arrays. */
function copyFinite(what: string, arrays: Weights): Weights {
  if (!isMap(arrays)) throw new ValueError(what, 'must be a Map of Float32Arrays', arrays);
  for (const [name, values] of arrays) checkFinite(name, floatsFrom(`${what} "${name}"`, values));
  return copyOf(arrays);
}
