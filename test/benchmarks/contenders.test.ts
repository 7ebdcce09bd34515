// The contenders that need no peer: what we time is what the plain loops compute.

import { expect, test } from 'vitest';
import { disagreement } from '../../benchmarks/agree.ts';
import * as ours from '../../benchmarks/contenders/ours.ts';
import * as oursDense from '../../benchmarks/contenders/ours-dense.ts';
import * as reference from '../../benchmarks/contenders/reference.ts';
import * as sort from '../../benchmarks/contenders/sort.ts';
import { lenet, orderOf } from '../../benchmarks/lenet.ts';
import { Batches, Random, tensor } from '../../src/index.ts';

test('a product', async () => {
  const [a, b] = [Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(1, 0, 2, 1, 1, 3)];
  const problem = { a, b, m: 2, k: 3, n: 2 };
  expect(Array.from(await ours.matmul(problem).check())).toEqual([8, 11, 20, 23]);
  expect(await reference.matmul(problem).check?.()).toEqual(await ours.matmul(problem).check());
});

test('a selection: the least score kept', async () => {
  const problem = { scores: Float32Array.of(3, 1, 2, 2, 5), k: 3 };
  for (const { topk } of [ours, reference, sort]) expect(await topk(problem).check?.()).toEqual([2]);
});

const RANDOM = new Random(7);
const inputs = new Float32Array(3 * 60 * 784).map(() => RANDOM.uniform());
const labels = new Uint8Array(3 * 60).map(() => RANDOM.integer(10));
const training = { batchSize: 60, learningRate: 1.2e-3 };
const batches = [0, 1, 2].map((i) => ({
  inputs: inputs.slice(i * 60 * 784, (i + 1) * 60 * 784),
  labels: labels.slice(i * 60, (i + 1) * 60),
}));

test('three updates under a mask, with either kernels; without the mask they are others', async () => {
  const problem = { layers: lenet(0.1), batches, ...training };
  const losses = await ours.step(problem).check();
  expect(await reference.step(problem).check?.()).toEqual(losses);
  expect(oursDense.step(problem).check).toBeUndefined();
  const dense = ours.step({ ...problem, layers: lenet(1) });
  expect(disagreement(losses, await dense.check())).toBeDefined();
});

test('a trial search prunes twice, and its second round starts where the first did', async () => {
  const order = Uint32Array.from({ length: 20 * 60 }, (_, i) => i % 180);
  const problem = {
    layers: lenet(1),
    inputs,
    labels,
    order,
    ...training,
    rounds: 9,
    iterations: 99,
    rate: 1e-4,
  };
  const [remaining, first, second, , again] = Array.from(await ours.imp(problem).check());
  expect(remaining).toBe(266_146);
  expect(Math.abs(again - first)).toBeLessThan(Math.abs(second - first) / 2);
});

test('at a density, the network keeps that many weights and no other', () => {
  const layers = lenet(0.05);
  const kept = layers.flatMap(({ weight, mask }) => [...weight].filter((_, i) => mask?.[i] === 1));
  const pruned = layers.flatMap(({ weight, mask }) => [...weight].filter((_, i) => mask?.[i] === 0));
  expect(kept.length).toBe(13_310);
  expect(pruned.every((weight) => weight === 0)).toBe(true);
  expect(lenet(1).every(({ mask }) => mask === null)).toBe(true);
});

test('the order others are told is the order of our batches, over the end of an epoch', () => {
  const count = 130; // two batches an epoch, ten examples left over
  const dataset = {
    name: 'numbers',
    inputs: tensor(
      Float32Array.from({ length: count }, (_, i) => i),
      [count, 1],
    ),
    labels: new Uint8Array(count),
    classes: 1,
  };
  const own = new Batches(dataset, 60, new Random(1).fork('data order'));
  const seen = [0, 1, 2, 3, 4].flatMap((iteration) => [...own.at(iteration).inputs.values()]);
  expect([...orderOf(dataset, 5)]).toEqual(seen);
});
