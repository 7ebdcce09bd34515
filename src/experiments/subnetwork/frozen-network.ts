// Two views of one random network: layers that learn scores of its frozen weights, and the ordinary network on which the
// resulting mask is evaluated. W are the frozen weights, s the scores, m the mask.

import { type Initializer, mlp, ReLU, Sequential } from '../../nn/index.ts';
import { copyOf } from '../../pruning/checkpoint.ts';
import type { Weights } from '../../pruning/index.ts';
import { Random } from '../../random.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import type { FrozenLinear } from './frozen-linear.ts';

/** Draws the weights W of a fully connected ReLU network without biases, by name. They are never trained. */
export function drawWeights(
  sizes: readonly number[],
  random: Random,
  initializer: Initializer,
): Map<string, Float32Array> {
  return copyOf(mlp(sizes, { random, initializer, bias: false }).prunableWeights());
}

/**
 * Returns a network of the layers `fc1`, `fc2`, … that learn scores, with ReLU between them. `layer` makes each layer from its
 * weights [outputs, inputs].
 */
export function scoredNetwork(
  sizes: readonly number[],
  weights: Weights,
  layer: (frozen: Tensor, name: string) => FrozenLinear,
): Sequential {
  const layers: Record<string, FrozenLinear | ReLU> = {};
  for (let i = 1; i < sizes.length; i++) {
    const frozen = tensor(weights.get(`fc${i}.weight`) as Float32Array, [sizes[i], sizes[i - 1]]);
    layers[`fc${i}`] = layer(frozen, `fc${i}.weight`);
    if (i < sizes.length - 1) layers[`activation${i}`] = new ReLU();
  }
  return new Sequential(layers);
}

/** Returns the layers that learn scores, by the name of their frozen weight. */
export function scoredLayers(network: Sequential): Map<string, FrozenLinear> {
  const layers = [...network.layers].filter(([name]) => name.startsWith('fc'));
  return new Map(layers.map(([name, layer]) => [`${name}.weight`, layer as FrozenLinear]));
}

/** Returns an ordinary network with these weights and no biases. A mask that is set on it only prunes. */
export function plainNetwork(sizes: readonly number[], weights: Weights): Sequential {
  const blank: Initializer = (_, inputs, outputs) => new Float32Array(inputs * outputs);
  const network = mlp(sizes, { random: new Random(0), initializer: blank, bias: false });
  network.load(weights);
  return network;
}
