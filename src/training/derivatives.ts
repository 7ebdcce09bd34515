// Derivatives of the loss with respect to the prunable weights, at their current values, for pruning by sensitivity.
// Letters: θ those weights, g = ∂L/∂θ, H the Hessian of L. Pruned weights are constants: their entries are +0.

import { add, crossEntropy, div, gradients, mul, sum, type Variable } from '../autograd/index.ts';
import { between } from '../check.ts';
import type { Batch } from '../data/index.ts';
import { inScratch } from '../kernels/scratch.ts';
import type { Module } from '../nn/index.ts';
import { forwardChecked } from './check-forward.ts';
import { maskedTensor, named, prunable } from './prunable-module.ts';
import type { Loss } from './step.ts';

/** Temperature of the loss in GraSP, as in the authors' code: it keeps the softmax of an untrained network away from its ends. */
export const GRASP_TEMPERATURE = 200;

/** How the loss of a batch is computed. */
export interface LossOptions {
  /** Mean loss of a batch; cross-entropy by default. */
  readonly loss?: Loss;
  /** The outputs are divided by it before the loss; 1 by default. */
  readonly temperature?: number;
}

/**
 * Returns g = ∂L/∂θ on one batch: one value per weight, by the name of each prunable parameter.
 *
 * @throws {ValueError} if `temperature` is not > 0 and finite, or the outputs depend on a parameter that
 *   `model.namedParameters` does not list.
 *
 * @example
 * const model = mlp([1, 2], { random: new Random(1), initializer: () => Float32Array.of(0, 0) });
 * lossGradients(model, { inputs: tensor([[3]]), labels: Uint8Array.of(1) }).get('fc1.weight'); // → Float32Array(2) [ 1.5, -1.5 ]
 */
export function lossGradients(
  model: Module,
  batch: Batch,
  options: LossOptions = {},
): Map<string, Float32Array> {
  const parameters = prunable(model);
  return inScratch(() =>
    named(parameters, gradients(lossOf(model, batch, options), [...parameters.values()])),
  );
}

/**
 * Returns H·g on one batch: one value per weight, by the name of each prunable parameter. It is computed by double backward
 * (Pearlmutter 1994): with one factor g held constant, ∂(g · g(θ))/∂θ = H·g, so the matrix H is never computed. H and g are those
 * of the prunable weights only. Biases are constants, and so are the weights that `mask` prunes, by default the model's own.
 *
 * @throws {ValueError} as `lossGradients` does.
 *
 * @example
 * const model = mlp([1, 1], { random: new Random(1), initializer: () => Float32Array.of(5) });
 * const batch = { inputs: tensor([[3]]), labels: Uint8Array.of(0) };
 * const loss = (outputs) => mean(square(outputs)); // L = 9w², g = 18w = 90, H = 18
 * hessianGradients(model, batch, { loss }).get('fc1.weight'); // → Float32Array(1) [ 1620 ]
 */
export function hessianGradients(
  model: Module,
  batch: Batch,
  options: LossOptions & { readonly mask?: ReadonlyMap<string, Uint8Array> } = {},
): Map<string, Float32Array> {
  const parameters = prunable(model);
  const masks = [...parameters].map(([name, { mask }]) => options.mask?.get(name) ?? mask);
  const weights = [...parameters.values()];
  return inScratch(() => {
    const g = gradients(lossOf(model, batch, options), weights);
    const still = g.map((gradient, i) => maskedTensor(gradient, masks[i]));
    const seed = still.map((gradient, i) => sum(mul(gradient, g[i]))).reduce((a, b) => add(a, b));
    return named(parameters, gradients(seed, weights));
  });
}

function lossOf(
  model: Module,
  { inputs, labels }: Batch,
  { loss = crossEntropy, temperature = 1 }: LossOptions,
): Variable {
  between('temperature', temperature, 0, Number.POSITIVE_INFINITY);
  const outputs = forwardChecked(model, inputs);
  return loss(temperature === 1 ? outputs : div(outputs, temperature), labels);
}
