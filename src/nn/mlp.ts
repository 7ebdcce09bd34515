import { checkOptions, checkRandom } from '../check.ts';
import { ShapeError } from '../errors.ts';
import { ReLU, Sequential } from './layers.ts';
import { LINEAR_OPTIONS, Linear, type LinearOptions, OTHER_NAMES } from './linear.ts';
import { checkWeights } from './memory.ts';
import type { Module } from './module.ts';

/** Options of an MLP. */
export interface MlpOptions extends LinearOptions {
  /** Makes the activation between layers; ReLU by default. */
  readonly activation?: () => Module;
}

/**
 * Builds a fully connected network: `mlp([784, 300, 100, 10], { random })` is LeNet-300-100. Its layers are `fc1`, `fc2`, …;
 * layer i uses the generator `random.fork('fc' + i)`, so that a change of the size of one layer changes the initial weights of
 * that layer and the next one only.
 *
 * @param sizes number of inputs, then the number of units in each layer.
 * @throws {ShapeError} if there are fewer than two sizes.
 * @throws {ValueError} if an option is unknown, a size is below 1, or there are more than 2²⁷ weights in total.
 *
 * @example
 * const model = mlp([784, 300, 100, 10], { random: new Random(1) });
 * model.forward(zeros([5, 784])).shape; // → [ 5, 10 ]
 */
export function mlp(sizes: readonly number[], given: MlpOptions): Sequential {
  checkOptions('mlp', given, ['activation', ...LINEAR_OPTIONS], OTHER_NAMES);
  const { activation = () => new ReLU(), ...options } = given;
  checkRandom(options.random);
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
