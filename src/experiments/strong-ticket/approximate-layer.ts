// Approximates one layer of a target by two random layers, by pruning alone. For x ≥ 0 and u > 0, relu(u·x) = u·x, so that
//   w·x ≈ Σ_{h ∈ S} v_h · relu(u_h·x)   whenever   w ≈ Σ_{h ∈ S} v_h · u_h,
// which is a subset-sum problem. For x < 0, the units with u < 0 do the same, and the units with u > 0 output 0: w·x = w·x⁺ −
// w·x⁻. Malach et al. 2020; Pensia et al. 2020 (subset sums).

import { type Sharing, shareUnits } from './hidden-units.ts';
import { subsetSumSolver } from './subset-sum.ts';

/** A layer to approximate, and the random layers that approximate it. */
export interface LayerTask extends Sharing {
  /** The weights W of the layer to approximate, [outputs, inputs]. */
  readonly target: Float32Array;
  readonly outputs: number;
  /** The random weights U of the first layer, [width, inputs]. */
  readonly u: Float32Array;
  /** The random weights V of the second layer, [outputs, width]. */
  readonly v: Float32Array;
  readonly width: number;
}

/** The random weights that survive, and the errors of the approximation. */
export interface LayerPruning {
  /** 1 for each surviving weight of U, otherwise 0. At most one weight per unit survives. */
  readonly keepU: Uint8Array;
  /** 1 for each surviving weight of V, otherwise 0. */
  readonly keepV: Uint8Array;
  /**
   * Errors |w − Σ v·u| of the target weights in float64, [outputs, inputs]. Each is the larger of the errors for positive and
   * for negative inputs.
   */
  readonly errors: Float64Array;
}

/** Approximates a layer, one output at a time. Yields the number of completed outputs, and returns the pruning. */
export function* approximateLayer(task: LayerTask): Generator<number, LayerPruning, void> {
  const { target, outputs, inputs, u, v, width, n } = task;
  const units = shareUnits(u, width, task);
  const keepU = new Uint8Array(u.length);
  const keepV = new Uint8Array(v.length);
  const errors = new Float64Array(target.length);
  const solve = subsetSumSolver(n);
  const products = new Float64Array(n);
  /** Approximates W[i, j] with a subset of the units h. Returns the error. */
  const choose = (i: number, j: number, hidden: readonly number[]): number => {
    hidden.forEach((h, item) => {
      products[item] = v[i * width + h] * u[h * inputs + j];
    });
    const { subset, error } = solve(products, target[i * inputs + j]);
    hidden.forEach((h, item) => {
      if (subset[item] === 1) keepV[i * width + h] = keepU[h * inputs + j] = 1;
    });
    return error;
  };
  for (let i = 0; i < outputs; i++) {
    for (let j = 0; j < inputs; j++) {
      const { positive, negative } = units[j];
      const error = choose(i, j, positive);
      errors[i * inputs + j] = task.signed ? Math.max(error, choose(i, j, negative)) : error;
    }
    yield i + 1;
  }
  return { keepU, keepV, errors };
}
