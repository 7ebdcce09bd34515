// What pruning by sensitivity asks of a network: derivatives with respect to its prunable weights, as they are now.
// Letters: θ those weights, g = ∂L/∂θ, H the Hessian of L. Pruned weights are constants: their entries are +0.

import { add, crossEntropy, div, gradients, mul, sum, type Variable } from '../autograd/index.ts';
import { between } from '../check.ts';
import type { Batch } from '../data/index.ts';
import { ValueError } from '../errors.ts';
import { inScratch } from '../kernels/scratch.ts';
import type { Module, Parameter } from '../nn/index.ts';
import { ones, type Tensor } from '../tensor/index.ts';
import type { Loss } from './step.ts';

/** How the loss of a batch is worked out. */
export interface LossOptions {
  /** Mean loss of a batch; cross-entropy by default. */
  readonly loss?: Loss;
  /** Outputs are divided by it before the loss; 1 by default. */
  readonly temperature?: number;
}

/** g = ∂L/∂θ on one batch, by the name of each prunable weight, one number a weight. */
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
 * H·g on one batch by double backward, Pearlmutter 1994: with g held still in one factor, ∂(g · g(θ))/∂θ = H·g, so no
 * matrix is ever made. H and g are those of the prunable weights alone; biases are constants, and so are the weights
 * that `mask` prunes, by default the model's own.
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
    const still = g.map((gradient, i) => masked(gradient, masks[i]));
    const seed = still.map((gradient, i) => sum(mul(gradient, g[i]))).reduce((a, b) => add(a, b));
    return named(parameters, gradients(seed, weights));
  });
}

/**
 * ∂R/∂|θ| with R = 1ᵀ ∏|θ| 1: the outputs' sum for one input of `features` ones, every weight at its magnitude and every
 * other parameter at 0. Tanaka et al. 2020, §6. The network is as before when it returns.
 */
export function flowGradients(model: Module, features: number): Map<string, Float32Array> {
  const parameters = prunable(model);
  const before = model.state();
  try {
    for (const values of model.prunableWeights().values()) replace(values, Math.abs);
    for (const values of model.otherWeights().values()) values.fill(0);
    return inScratch(() => {
      const flow = sum(model.forward(ones([1, features])));
      return named(parameters, gradients(flow, [...parameters.values()]));
    });
  } finally {
    model.load(before);
  }
}

function lossOf(
  model: Module,
  { inputs, labels }: Batch,
  { loss = crossEntropy, temperature = 1 }: LossOptions,
): Variable {
  between('temperature', temperature, 0, Number.POSITIVE_INFINITY);
  const outputs = model.forward(inputs);
  return loss(temperature === 1 ? outputs : div(outputs, temperature), labels);
}

function prunable(model: Module): Map<string, Parameter> {
  const names = model.prunableWeights();
  if (names.size === 0) throw new ValueError('model', 'must have a prunable weight', names.size);
  return new Map([...model.namedParameters()].filter(([name]) => names.has(name)));
}

function named(
  parameters: ReadonlyMap<string, Parameter>,
  found: readonly Variable[],
): Map<string, Float32Array> {
  return new Map(
    [...parameters].map(([name, parameter], i) => [name, masked(found[i], parameter.mask).values()]),
  );
}

/** Returns a copy with +0 at pruned entries. */
function masked({ value }: Variable, mask: Uint8Array | null): Tensor {
  const copy = value.clone();
  if (mask !== null) for (let i = 0; i < mask.length; i++) if (mask[i] === 0) copy.data[i] = 0;
  return copy;
}

function replace(values: Float32Array, change: (value: number) => number): void {
  for (let i = 0; i < values.length; i++) values[i] = change(values[i]);
}
