// LeNet-300-100 and MNIST, in the form the benchmarks hand out.

import { Batches, type Dataset, Mask, mlp, Random, selectGlobal } from '../src/index.ts';
import { loadMnist } from '../src/node.ts';
import type { Layer } from './problems.ts';
import { BATCH_SIZE, SEED, SIZES } from './settings.ts';

/** The 55,000 training examples of MNIST. */
export const trainingSet = (): Dataset => loadMnist({ seed: SEED }).train;

/** The initial network, pruned to a density by magnitude, all layers together. */
export function lenet(density: number): Layer[] {
  const model = mlp(SIZES, { random: new Random(SEED).fork('initialisation') });
  const weights = model.prunableWeights();
  const dense = Mask.dense(weights);
  const scores = new Map([...weights].map(([name, values]) => [name, values.map(Math.abs)]));
  const mask = selectGlobal(scores, dense, Math.round(density * dense.total));
  mask.apply(weights);
  return SIZES.slice(1).map((outputs, i) => ({
    inputs: SIZES[i],
    outputs,
    weight: Float32Array.from(weights.get(`fc${i + 1}.weight`) as Float32Array),
    bias: new Float32Array(outputs),
    mask: density < 1 ? (mask.layers.get(`fc${i + 1}.weight`) as Uint8Array) : null,
  }));
}

/** The first batches of MNIST in the order a training sees them. */
export function batchesOf(dataset: Dataset, count: number): { inputs: Float32Array; labels: Uint8Array }[] {
  const batches = new Batches(dataset, BATCH_SIZE, new Random(SEED).fork('data order'));
  return Array.from({ length: count }, (_, iteration) => {
    const { inputs, labels } = batches.at(iteration);
    return { inputs: inputs.values(), labels };
  });
}

/** Which examples those batches hold: the permutation of epoch after epoch, in full batches. */
export function orderOf(dataset: Dataset, iterations: number): Uint32Array {
  const random = new Random(SEED).fork('data order');
  const perEpoch = Math.floor(dataset.labels.length / BATCH_SIZE) * BATCH_SIZE;
  const order = new Uint32Array(iterations * BATCH_SIZE);
  for (let start = 0; start < order.length; start += perEpoch) {
    const epoch = random.fork(`epoch ${start / perEpoch}`).permutation(dataset.labels.length);
    order.set(epoch.subarray(0, Math.min(perEpoch, order.length - start)), start);
  }
  return order;
}
