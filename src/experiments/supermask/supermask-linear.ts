import { div, mul, sigmoid, straightThrough, sum, type Variable } from '../../autograd/index.ts';
import type { Random } from '../../random.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { FrozenLinear } from '../subnetwork/frozen-linear.ts';
import { bernoulli } from './bernoulli.ts';

/** What a supermask layer needs beside its frozen weights. */
export interface SupermaskOptions {
  /** Where its samples come from: each forward pass draws a fresh mask. */
  readonly random: Random;
  /** Dynamic weight rescaling: multiply what is kept by n ÷ Σm; false by default. */
  readonly rescale?: boolean;
  /** Every score at the start, a logit; 0 by default, so that half the weights are kept. */
  readonly initialScore?: number;
}

/**
 * y = x · (W ⊙ m)ᵀ with m ~ Bernoulli(σ(s)), drawn anew in each forward pass. Backward, m counts as σ(s): the
 * straight-through estimator. With rescaling, y = x · (W ⊙ m · n ÷ Σm)ᵀ, n the layer's weights, and the gradient flows
 * through the sum too, as in the paper's code; a sample that keeps nothing is left unscaled. Zhou et al. 2019, §5.
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
