// How far the subnetwork's output can be from the target's, for any input: the weights' errors, carried through.
// Letters: j an input, i a hidden unit, o an output, r the largest |x|.

import type { Weights } from '../../pruning/mask.ts';

/** ε: how near an approximation comes. */
export interface ApproximationError {
  /** max |ΔW| over all weights of the target. */
  readonly weightError: number;
  /** An upper bound of max |y − ŷ| over all inputs with |xⱼ| ≤ r, in real arithmetic. */
  readonly outputBound: number;
}

/** A target y = W₂ · relu(W₁ · x), and where it is looked at. */
export interface BoundedTarget {
  readonly target: Weights;
  readonly sizes: readonly [inputs: number, hidden: number, outputs: number];
  /** r; 1 by default. */
  readonly radius?: number;
}

/**
 * With |xⱼ| ≤ r, a hidden unit is at most hᵢ = r · Σⱼ |W₁ᵢⱼ| and off by at most eᵢ = r · Σⱼ |ΔW₁ᵢⱼ|, since relu moves no
 * two numbers apart; so an output is off by at most Σᵢ |ΔW₂ₒᵢ| · hᵢ + (|W₂ₒᵢ| + |ΔW₂ₒᵢ|) · eᵢ.
 * Malach et al. 2020; Pensia et al. 2020.
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

/** Σ |a| along each row. */
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
