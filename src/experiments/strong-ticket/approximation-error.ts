// Bound of the difference between the outputs of subnetwork and target for any input, computed from the errors of the weights.
// Indices: j for inputs, i for hidden units, o for outputs; r is the largest |x|.

import type { Weights } from '../../pruning/mask.ts';

/** The error ε of an approximation. */
export interface ApproximationError {
  /** Largest error of a weight, max |ΔW| over all weights of the target. */
  readonly weightError: number;
  /** An upper bound of max |y − ŷ| over all inputs with |xⱼ| ≤ r, in real arithmetic. */
  readonly outputBound: number;
}

/** A target y = W₂ · relu(W₁ · x) and the range of its inputs. */
export interface BoundedTarget {
  readonly target: Weights;
  readonly sizes: readonly [inputs: number, hidden: number, outputs: number];
  /** Largest absolute value r of an input; 1 by default. */
  readonly radius?: number;
}

/**
 * Returns the error of an approximation. With |xⱼ| ≤ r, a hidden unit is at most hᵢ = r · Σⱼ |W₁ᵢⱼ|, and its error is at most eᵢ
 * = r · Σⱼ |ΔW₁ᵢⱼ|, because relu does not increase differences. The error of an output is therefore at most Σᵢ |ΔW₂ₒᵢ| · hᵢ +
 * (|W₂ₒᵢ| + |ΔW₂ₒᵢ|) · eᵢ. Malach et al. 2020; Pensia et al. 2020.
 */
export function approximationError(
  { target, sizes, radius = 1 }: BoundedTarget,
  errors: ReadonlyMap<string, Float64Array>,
): ApproximationError {
  const [, hidden, outputs] = sizes;
  const [w1, w2] = [...target.values()];
  const [d1, d2] = [...errors.values()];
  const h = rowSums(w1, hidden).map((sum) => radius * sum);
  const e = rowSums(d1, hidden).map((sum) => radius * sum);
  let outputBound = 0;
  for (let o = 0; o < outputs; o++) {
    let off = 0;
    for (let i = 0; i < hidden; i++) {
      const at = o * hidden + i;
      off += d2[at] * h[i] + (Math.abs(w2[at]) + d2[at]) * e[i];
    }
    outputBound = Math.max(outputBound, off);
  }
  return { weightError: Math.max(largest(d1), largest(d2)), outputBound };
}

/** Returns Σ |a| for each row. */
function rowSums(a: Float32Array | Float64Array, rows: number): Float64Array {
  const columns = a.length / rows;
  const sums = new Float64Array(rows);
  for (let at = 0; at < a.length; at++) sums[Math.floor(at / columns)] += Math.abs(a[at]);
  return sums;
}

function largest(errors: Float64Array): number {
  let most = 0;
  for (let i = 0; i < errors.length; i++) most = Math.max(most, errors[i]);
  return most;
}
