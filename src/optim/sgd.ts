import { atLeast, checkOptions, fraction } from '../check.ts';
import { ValueError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import type { Parameter } from '../nn/index.ts';
import { Optimizer } from './optimizer.ts';

/** Options of SGD. */
export interface SGDOptions {
  /** Learning rate η ≥ 0. */
  readonly learningRate: number;
  /** Momentum μ in [0, 1); 0 by default. */
  readonly momentum?: number;
  /** Whether to use Nesterov momentum, which requires momentum > 0; false by default. */
  readonly nesterov?: boolean;
  /** Weight decay λ ≥ 0, added to the gradient; 0 by default. */
  readonly weightDecay?: number;
}

const NAMES = Object.keys({
  learningRate: 0,
  momentum: 0,
  nesterov: 0,
  weightDecay: 0,
} satisfies Record<keyof SGDOptions, 0>);

/**
 * Stochastic gradient descent with momentum and weight decay: g ← g + λw;  u ← μu + g;  w ← w − η·u
 * (Nesterov: w − η·(g + μu)). The same as PyTorch's SGD.
 *
 * @example
 * const w = new Parameter(tensor([3]));
 * square(w).backward(); // the gradient is 6
 * new SGD(new Map([['w', w]]), { learningRate: 0.25 }).step();
 * w.data; // → Float32Array(1) [ 1.5 ]
 */
export class SGD extends Optimizer {
  readonly #momentum: number;
  readonly #nesterov: boolean;
  readonly #weightDecay: number;

  /** @throws {ValueError} if there are no parameters, or an option is unknown or out of range. */
  constructor(parameters: ReadonlyMap<string, Parameter>, options: SGDOptions) {
    checkOptions('SGD', options, NAMES);
    const { learningRate, momentum = 0, nesterov = false, weightDecay = 0 } = options;
    super(parameters, learningRate, ['momentum']);
    this.#momentum = fraction('momentum', momentum);
    this.#weightDecay = atLeast('weightDecay', weightDecay, 0);
    if (nesterov && momentum === 0) throw new ValueError('nesterov', 'needs a momentum in (0, 1)', momentum);
    this.#nesterov = nesterov;
  }

  protected override update(
    w: Float32Array,
    g: Float32Array,
    [momentum]: readonly Float32Array[],
    mask: Uint8Array | null,
  ): void {
    kernels.sgd(w, g, momentum, mask, {
      learningRate: this.learningRate,
      momentum: this.#momentum,
      nesterov: this.#nesterov,
      weightDecay: this.#weightDecay,
    });
  }
}
