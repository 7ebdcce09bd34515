import { abs, mul, straightThrough, type Variable } from '../../autograd/index.ts';
import { checkFinite } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { topK } from '../../kernels/top-k.ts';
import type { Random } from '../../random.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { FrozenLinear } from '../subnetwork/frozen-linear.ts';

/**
 * Returns the number of weights that a fraction k of `total` keeps: max(1, round(k · total)). @throws {ValueError} if k is not
 * in (0, 1].
 */
export function keptCount(total: number, keep: number): number {
  if (!(keep > 0 && keep <= 1)) throw new ValueError('keep', 'must be in (0, 1]', keep);
  return Math.max(1, Math.round(keep * total));
}

/**
 * The ranking of edges: 'magnitude' ranks by |s|, as in the code of Ramanujan et al., and 'score' by s itself, as in the formula
 * of their paper.
 */
export type EdgeRanking = 'magnitude' | 'score';

/** Checks a ranking, such as one from a file. @throws {ValueError} if it is unknown. */
export function checkRanking(ranking: EdgeRanking): EdgeRanking {
  if (ranking === 'magnitude' || ranking === 'score') return ranking;
  throw new ValueError('ranking', "must be 'magnitude' or 'score'", ranking);
}

/**
 * Returns h(s), which is 1 for the `count` edges of highest rank. Among ties, edges with lower indices rank higher.
 *
 * @throws {NonFiniteError} if a score is not finite.
 */
export function popupMask(
  scores: Float32Array,
  count: number,
  ranking: EdgeRanking = 'magnitude',
): Uint8Array {
  checkFinite('scores', scores);
  return topK(ranking === 'magnitude' ? scores.map(Math.abs) : scores, count);
}

/** Options of an edge-popup layer. */
export interface PopupOptions {
  /** Fraction k of the weights to keep, in (0, 1]. */
  readonly keep: number;
  /** Generator of the initial scores. */
  readonly random: Random;
  /** Whether edges are ranked by |s| ('magnitude', the default) or by s ('score'). */
  readonly ranking?: EdgeRanking;
}

/**
 * An edge-popup layer: y = x · (W ⊙ h(s))ᵀ with frozen weights W, where h keeps the top k of |s| (or of s), the same fraction in
 * every layer. x [batch, inputs], W and s [outputs, inputs] → y [batch, outputs]. The gradient uses the straight-through estimator,
 * which replaces h by |s| (or s): ∂L/∂s = ∂L/∂y · x ⊙ W ⊙ sign s (or without sign s). Ramanujan et al. 2020, §3.
 *
 * @example
 * const layer = new PopupLinear(tensor([[1, 2, 3, 4]]), { keep: 0.5, random: new Random(1) });
 * layer.mask(); // → Uint8Array(4) [ 1, 1, 0, 0 ]
 * layer.forward([[1, 1, 1, 1]]).item(); // → 3
 */
export class PopupLinear extends FrozenLinear {
  /** Number of weights that each forward pass uses. */
  readonly count: number;
  /** The ranking of the edges. */
  readonly ranking: EdgeRanking;

  /**
   * Draws the scores uniformly from ±1 ÷ √inputs.
   *
   * @throws {ValueError} if `keep` is not in (0, 1], or the ranking is unknown.
   */
  constructor(frozen: Tensor, { keep, random, ranking = 'magnitude' }: PopupOptions) {
    super(frozen, initialScores(frozen, random));
    this.count = keptCount(frozen.size, keep);
    this.ranking = checkRanking(ranking);
  }

  /** Returns h(s), the current mask: one byte per weight, 0 or 1. @throws {NonFiniteError} if a score is not finite. */
  mask(): Uint8Array {
    return popupMask(this.scores.data, this.count, this.ranking);
  }

  override weight(): Variable {
    const h = tensor(Float32Array.from(this.mask()), this.frozen.shape);
    const ranked = this.ranking === 'magnitude' ? abs(this.scores) : this.scores;
    return mul(this.frozen, straightThrough(h, ranked));
  }
}

/** Returns Kaiming uniform scores with a = √5, as in the paper's code: U(−1 ÷ √inputs, 1 ÷ √inputs). */
function initialScores(frozen: Tensor, random: Random): Float32Array {
  const bound = 1 / Math.sqrt(frozen.shape[1] || 1);
  return new Float32Array(frozen.size).map(() => random.uniform(-bound, bound));
}
