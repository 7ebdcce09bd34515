import { ShapeError } from '../errors.ts';
import { ReLU, Sequential } from './layers.ts';
import { Linear, type LinearOptions } from './linear.ts';
import { checkWeights } from './memory.ts';
import type { Module } from './module.ts';

/** Options of an MLP. */
export interface MlpOptions extends LinearOptions {
  /** Makes the activation between layers; ReLU by default. */
  readonly activation?: () => Module;
}

/**
 * A fully connected network: `mlp([784, 300, 100, 10])` is LeNet-300-100. Its layers are `fc1`, `fc2`, …; layer i uses the
 * generator `random.fork('fc' + i)`, so that widening one layer does not change the initial weights of the others.
 *
 * @throws {ShapeError} if there are fewer than two sizes.
 * @throws {ValueError} if a size is below 1, or there are more than 2²⁷ weights in total.
 */
export function mlp(
  sizes: readonly number[],
  { activation = () => new ReLU(), ...options }: MlpOptions,
): Sequential {
  if (sizes.length < 2)
    throw new ShapeError('mlp', 'sizes must name at least inputs and outputs', [...sizes]);
  checkWeights('mlp', sizes);
  const layers: Record<string, Module> = {};
  for (let i = 1; i < sizes.length; i++) {
    const random = options.random.fork(`fc${i}`);
    layers[`fc${i}`] = new Linear(sizes[i - 1], sizes[i], { ...options, random });
    if (i < sizes.length - 1) layers[`activation${i}`] = activation();
  }
  return new Sequential(layers);
}
