import { div, mul, sigmoid, straightThrough, sum, type Variable } from '../../autograd/index.ts';
import type { Random } from '../../random.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { FrozenLinear } from '../subnetwork/frozen-linear.ts';
import { bernoulli } from './bernoulli.ts';

/** Options of a supermask layer. */
export interface SupermaskOptions {
  /** Generator of the masks: each forward pass draws a new mask. */
  readonly random: Random;
  /** Dynamic weight rescaling: whether surviving weights are multiplied by n ÷ Σm; false by default. */
  readonly rescale?: boolean;
  /** Initial value of every score, a logit; 0 by default, so that half of the weights are kept. */
  readonly initialScore?: number;
}

/**
 * A supermask layer: y = x · (W ⊙ m)ᵀ with frozen weights W and m ~ Bernoulli(σ(s)), which is drawn in each forward pass. x [batch,
 * inputs], W and s [outputs, inputs] → y [batch, outputs]. The backward pass uses σ(s) in place of m (straight-through estimator).
 * With rescaling, y = x · (W ⊙ m · n ÷ Σm)ᵀ for n weights, and the gradient also flows through the sum, as in the paper's code; a
 * sample that keeps nothing is not rescaled. Zhou et al. 2019, §5.
 *
 * @example
 * const layer = new SupermaskLinear(tensor([[1, 2, 4, 8]]), { random: new Random(1) });
 * [1, 2, 3].map(() => layer.forward([[1, 1, 1, 1]]).item()); // → [ 3, 6, 2 ]
 * backward(sum(layer.forward([[1, 1, 1, 1]])));
 * layer.scores.grad.values(); // → Float32Array(4) [ 0.25, 0.5, 1, 2 ]
 */
export class SupermaskLinear extends FrozenLinear {
  readonly #random: Random;
  readonly #rescale: boolean;

  constructor(frozen: Tensor, { random, rescale = false, initialScore = 0 }: SupermaskOptions) {
    super(frozen, new Float32Array(frozen.size).fill(initialScore));
    this.#random = random;
    this.#rescale = rescale;
  }

  override weight(): Variable {
    const p = sigmoid(this.scores);
    const m = straightThrough(tensor(bernoulli(p.value.values(), this.#random), p.shape), p);
    const kept = mul(this.frozen, m);
    if (!this.#rescale) return kept;
    const count = sum(m);
    return count.item() === 0 ? kept : mul(kept, div(this.frozen.size, count));
  }
}
