// A random network seen twice: as layers that learn scores over its frozen weights, and as the ordinary network that a
// mask found so is judged on. Letters: W the frozen weights, s the scores, m the mask.

import { type Initializer, mlp, ReLU, Sequential } from '../../nn/index.ts';
import { copyOf } from '../../pruning/checkpoint.ts';
import type { Weights } from '../../pruning/index.ts';
import { Random } from '../../random.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import type { FrozenLinear } from './frozen-linear.ts';

/** W: the weights of a fully connected ReLU network without biases, drawn and from then on frozen, by name. */
export function drawWeights(
  sizes: readonly number[],
  random: Random,
  initializer: Initializer,
): Map<string, Float32Array> {
  return copyOf(mlp(sizes, { random, initializer, bias: false }).prunableWeights());
}

/** The layers that learn scores, `fc1`, `fc2`, …, with ReLU between them; `layer` makes each from its W [outputs, inputs]. */
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

/** The layers that learn, by the name of the weight each has frozen. */
export function scoredLayers(network: Sequential): Map<string, FrozenLinear> {
  const layers = [...network.layers].filter(([name]) => name.startsWith('fc'));
  return new Map(layers.map(([name, layer]) => [`${name}.weight`, layer as FrozenLinear]));
}

/** An ordinary network with these weights, all of them, and no bias: a mask set on it prunes, and nothing more. */
export function plainNetwork(sizes: readonly number[], weights: Weights): Sequential {
  const blank: Initializer = (_, inputs, outputs) => new Float32Array(inputs * outputs);
  const network = mlp(sizes, { random: new Random(0), initializer: blank, bias: false });
  network.load(weights);
  return network;
}
