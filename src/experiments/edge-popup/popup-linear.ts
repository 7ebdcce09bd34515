import { abs, mul, straightThrough, type Variable } from '../../autograd/index.ts';
import { checkFinite } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { topK } from '../../kernels/top-k.ts';
import type { Random } from '../../random.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { FrozenLinear } from '../subnetwork/frozen-linear.ts';

/** How many of `total` weights a fraction k keeps: round(k · total), but at least one. Throws a ValueError for k outside (0, 1]. */
export function keptCount(total: number, keep: number): number {
  if (!(keep > 0 && keep <= 1)) throw new ValueError('keep', 'must be in (0, 1]', keep);
  return Math.max(1, Math.round(keep * total));
}

/** m(s): 1 for the `count` largest |s|, the lower index first among equals. Throws a NonFiniteError for a NaN score. */
export function popupMask(scores: Float32Array, count: number): Uint8Array {
  checkFinite('scores', scores);
  return topK(scores.map(Math.abs), count);
}

/**
 * y = x · (W ⊙ h(s))ᵀ where h keeps the top k of |s|, the same share in every layer. Backward, h counts as |s|: the
 * straight-through estimator, so ∂L/∂s = ∂L/∂y · x ⊙ W ⊙ sign s. Ramanujan et al. 2020, §3.
 */
export class PopupLinear extends FrozenLinear {
  /** How many weights each forward pass uses. */
  readonly count: number;

  /** Draws the scores uniformly from ±1 ÷ √inputs. `keep` is k, in (0, 1]. */
  constructor(frozen: Tensor, { keep, random }: { readonly keep: number; readonly random: Random }) {
    super(frozen, initialScores(frozen, random));
    this.count = keptCount(frozen.size, keep);
  }

  /** h(s). */
  mask(): Uint8Array {
    return popupMask(this.scores.data, this.count);
  }

  override weight(): Variable {
    const h = tensor(Float32Array.from(this.mask()), this.frozen.shape);
    return mul(this.frozen, straightThrough(h, abs(this.scores)));
  }
}

/** Kaiming uniform with a = √5, as in the paper's code: U(−1 ÷ √inputs, 1 ÷ √inputs). */
function initialScores(frozen: Tensor, random: Random): Float32Array {
  const bound = 1 / Math.sqrt(frozen.shape[1] || 1);
  return new Float32Array(frozen.size).map(() => random.uniform(-bound, bound));
}
