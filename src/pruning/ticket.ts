import { ValueError } from '../errors.ts';
import { copyOf } from './checkpoint.ts';
import type { PrunableModel } from './client.ts';
import { digestOf } from './digest.ts';
import type { Count, Mask, Weights } from './mask.ts';
import type { RewindStrategy } from './rewind.ts';

/** What a ticket is made of. */
export interface TicketParts {
  /** Which weights survive. */
  readonly mask: Mask;
  /** Every prunable weight at its rewound value, pruned ones +0. */
  readonly weights: Weights;
  /** The other weights (biases) at their rewound values. */
  readonly others: Weights;
  /** How it was rewound. */
  readonly rewind: RewindStrategy;
  /** Fraction removed after each round so far. */
  readonly sparsityHistory: readonly number[];
}

/** m ⊙ θ: a mask, and the values its survivors start training from. Frankle & Carbin 2019, §1. */
export class WinningTicket implements TicketParts {
  readonly mask: Mask;
  readonly weights: Weights;
  readonly others: Weights;
  readonly rewind: RewindStrategy;
  readonly sparsityHistory: readonly number[];

  /** Copies its arrays. Throws when mask and weights differ in names or sizes, or the history ends elsewhere. */
  constructor({ mask, weights, others, rewind, sparsityHistory }: TicketParts) {
    mask.checkFits(weights);
    if (sparsityHistory.at(-1) !== mask.sparsity) {
      throw new ValueError(
        'sparsityHistory',
        `must end at the mask's sparsity ${mask.sparsity}`,
        sparsityHistory.at(-1),
      );
    }
    this.mask = mask;
    this.weights = copyOf(weights);
    this.others = copyOf(others);
    this.rewind = rewind;
    this.sparsityHistory = [...sparsityHistory];
  }

  /** Fraction removed. */
  get sparsity(): number {
    return this.mask.sparsity;
  }

  /** Fraction kept. */
  get density(): number {
    return this.mask.density;
  }

  /** Prunable weights that survive. */
  get remainingParameters(): number {
    return this.mask.remaining;
  }

  /** Prunable weights before pruning. */
  get totalParameters(): number {
    return this.mask.total;
  }

  /** Total and remaining weights of each layer. */
  get layers(): ReadonlyMap<string, Count> {
    return this.mask.counts();
  }

  /** total ÷ remaining = 1 ÷ density: 10 at 90 % sparsity. */
  get compressionRatio(): number {
    return this.totalParameters / this.remainingParameters;
  }

  /**
   * Sets the pruned weights of a model to +0. A model without a method `setMask`, such as a set of bare arrays, needs this after
   * each optimizer step when its ticket is trained.
   *
   * @param model the network that the ticket was found in or applied to.
   * @throws {ValueError} (ShapeError) if its names or sizes are not those of the ticket.
   *
   * @example
   * pruner.applyTicket(model, ticket);
   * trainer.train({ from: 0, to: 400, afterUpdate: () => ticket.afterUpdate(model) });
   */
  afterUpdate(model: Pick<PrunableModel, 'prunableWeights'>): void {
    this.mask.apply(model.prunableWeights());
  }

  /** SHA-256 of mask and weights as 64 hexadecimal digits: one seed, one ticket, one digest on every machine. */
  digest(): Promise<string> {
    return digestOf(this.mask, this.weights, this.others);
  }
}
