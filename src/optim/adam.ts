import { atLeast, checkOptions, fraction } from '../check.ts';
import { ValueError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import type { Parameter } from '../nn/index.ts';
import { integerPower } from '../numeric/index.ts';
import { Optimizer } from './optimizer.ts';

/** Options of Adam and AdamW. */
export interface AdamOptions {
  /** Learning rate η ≥ 0; the lottery-ticket paper's LeNet uses 1.2e-3. */
  readonly learningRate: number;
  /** (β₁, β₂), each in [0, 1); (0.9, 0.999) by default. */
  readonly betas?: readonly [number, number];
  /** Constant ε in the denominator, > 0 also in binary32; 1e-8 by default. */
  readonly epsilon?: number;
  /** Weight decay λ ≥ 0; 0 by default for Adam, 0.01 for AdamW. */
  readonly weightDecay?: number;
}

const NAMES = Object.keys({
  learningRate: 0,
  betas: 0,
  epsilon: 0,
  weightDecay: 0,
} satisfies Record<keyof AdamOptions, 0>);

/**
 * Adam, with weight decay added to the gradient, as in PyTorch. Kingma & Ba 2015, algorithm 1.
 *
 * @example
 * const model = mlp([2, 3, 1], { random: new Random(1) });
 * const optimizer = new Adam(model.namedParameters(), { learningRate: 1e-3 });
 * Object.keys(optimizer.state().slots).slice(0, 2); // → [ 'fc1.weight.firstMoment', 'fc1.weight.secondMoment' ]
 */
export class Adam extends Optimizer {
  readonly #betas: readonly [number, number];
  readonly #epsilon: number;
  readonly #weightDecay: number;
  /** Whether weight decay shrinks the weight directly (AdamW) or is added to the gradient (Adam). */
  protected readonly decoupled: boolean = false;

  /** @throws {ValueError} if there are no parameters, or an option is unknown or out of range. */
  constructor(parameters: ReadonlyMap<string, Parameter>, options: AdamOptions) {
    checkOptions('Adam', options, NAMES);
    const { learningRate, betas = [0.9, 0.999], epsilon = 1e-8, weightDecay = 0 } = options;
    super(parameters, learningRate, ['firstMoment', 'secondMoment']);
    this.#betas = [fraction('betas[0]', betas[0]), fraction('betas[1]', betas[1])];
    this.#epsilon = positive('epsilon', epsilon);
    this.#weightDecay = atLeast('weightDecay', weightDecay, 0);
  }

  protected override update(
    w: Float32Array,
    g: Float32Array,
    [firstMoment, secondMoment]: readonly Float32Array[],
    mask: Uint8Array | null,
  ): void {
    const [beta1, beta2] = this.#betas;
    kernels.adam(w, g, firstMoment, secondMoment, mask, {
      learningRate: this.learningRate,
      beta1,
      beta2,
      epsilon: this.#epsilon,
      weightDecay: this.decoupled ? 0 : this.#weightDecay,
      decoupledWeightDecay: this.decoupled ? this.#weightDecay : 0,
      biasCorrection1: 1 - integerPower(beta1, this.steps),
      biasCorrection2: 1 - integerPower(beta2, this.steps),
    });
  }
}

/**
 * Adam with decoupled weight decay: each step multiplies w by 1 − ηλ. Loshchilov & Hutter 2019, algorithm 2.
 *
 * @example
 * const w = new Parameter(tensor([1]));
 * mul(w, 0).backward(); // the gradient is 0, so only weight decay changes w
 * new AdamW(new Map([['w', w]]), { learningRate: 0.5, weightDecay: 0.5 }).step();
 * w.data; // → Float32Array(1) [ 0.75 ]
 */
export class AdamW extends Adam {
  protected override readonly decoupled = true;

  /** @throws {ValueError} if there are no parameters, or an option is unknown or out of range. */
  constructor(parameters: ReadonlyMap<string, Parameter>, options: AdamOptions) {
    checkOptions('AdamW', options, NAMES);
    super(parameters, { ...options, weightDecay: options.weightDecay ?? 0.01 });
  }
}

/**
 * Checks that ε is positive. With ε = 0, weights whose gradients have always been 0 would become 0 ÷ 0. @throws {ValueError} if
 * not.
 */
function positive(what: string, value: number): number {
  const rounded = Math.fround(value);
  if (rounded > 0 && rounded < Number.POSITIVE_INFINITY) return value;
  throw new ValueError(what, 'must be finite and > 0 in binary32', value);
}
