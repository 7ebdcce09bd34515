// One layer of a target out of two random ones, by pruning alone. Where x ≥ 0, relu(u·x) = u·x for u > 0, so that
//   w·x ≈ Σ_{h ∈ S} v_h · relu(u_h·x)   whenever   w ≈ Σ_{h ∈ S} v_h · u_h:
// a subset sum. Where x < 0 the units with u < 0 do the same, and those with u > 0 are silent: w·x = w·x⁺ − w·x⁻.
// Malach et al. 2020; Pensia et al. 2020 (subset sums).

import { type Sharing, shareUnits } from './hidden-units.ts';
import { subsetSumSolver } from './subset-sum.ts';

/** A layer to approximate, and the random layers to do it with. */
export interface LayerTask extends Sharing {
  /** W [outputs, inputs]: what is to be approximated. */
  readonly target: Float32Array;
  readonly outputs: number;
  /** U [width, inputs], random. */
  readonly u: Float32Array;
  /** V [outputs, width], random. */
  readonly v: Float32Array;
  readonly width: number;
}

/** Which random weights stay, and how near they come. */
export interface LayerPruning {
  /** 1 for each weight of U that stays: at most one a unit. */
  readonly keepU: Uint8Array;
  /** 1 for each weight of V that stays. */
  readonly keepV: Uint8Array;
  /** |w − Σ v·u| for each target weight, the worse of the two signs. [outputs, inputs], float64. */
  readonly errors: Float64Array;
}

/** Approximates a layer, one output at a time, telling after each how many are done. */
export function* approximateLayer(task: LayerTask): Generator<number, LayerPruning, void> {
  const { target, outputs, inputs, u, v, width, n } = task;
  const units = shareUnits(u, width, task);
  const keepU = new Uint8Array(u.length);
  const keepV = new Uint8Array(v.length);
  const errors = new Float64Array(target.length);
  const solve = subsetSumSolver(n);
  const products = new Float64Array(n);
  /** Approximates W[i, j] with some of the units h. → the error */
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
