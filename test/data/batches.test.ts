import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Batches, type Dataset } from '../../src/data/index.ts';
import { ShapeError, ValueError } from '../../src/errors.ts';
import { Random } from '../../src/random.ts';
import { tensor, transpose } from '../../src/tensor/index.ts';

/** n examples whose two features are i and −i, of class i mod 256. */
const counting = (n: number): Dataset => ({
  name: 'counting',
  inputs: tensor(
    Float32Array.from({ length: 2 * n }, (_, j) => (j % 2 ? -(j >> 1) : j >> 1)),
    [n, 2],
  ),
  labels: Uint8Array.from({ length: n }, (_, i) => i % 256),
  classes: 256,
});
const ids = (batches: Batches, iteration: number) => {
  const values = batches.at(iteration).inputs.values();
  return Array.from({ length: batches.batchSize }, (_, i) => values[2 * i]);
};
const setting = fc
  .record({ n: fc.integer({ min: 1, max: 30 }), draw: fc.nat(), seed: fc.nat(0xffff) })
  .map(({ n, draw, seed }) => ({ n, size: 1 + (draw % n), seed }));

test('every batch contains whole examples with their own labels', () =>
  fc.assert(
    fc.property(setting, fc.nat(1000), ({ n, size, seed }, iteration) => {
      const { inputs, labels } = new Batches(counting(n), size, new Random(seed)).at(iteration);
      expect(inputs.shape).toEqual([size, 2]);
      expect(labels).toHaveLength(size);
      const values = inputs.values();
      labels.forEach((label, i) => {
        expect(values[2 * i]).toBe(label);
        expect(values[2 * i + 1] + label).toBe(0);
      });
    }),
  ));

test('an epoch contains each example at most once, and omits only the remainder that does not fill a batch', () =>
  fc.assert(
    fc.property(setting, fc.nat(5), ({ n, size, seed }, epoch) => {
      const batches = new Batches(counting(n), size, new Random(seed));
      const seen = Array.from({ length: batches.perEpoch }, (_, i) =>
        ids(batches, epoch * batches.perEpoch + i),
      );
      expect(new Set(seen.flat()).size).toBe(n - (n % size));
    }),
  ));

test('a batch depends on the seed and the iteration only, not on the order of the calls', () =>
  fc.assert(
    fc.property(setting, fc.array(fc.nat(60)), ({ n, size, seed }, iterations) => {
      const batches = new Batches(counting(n), size, new Random(seed));
      for (const k of iterations) {
        expect(batches.at(k)).toEqual(new Batches(counting(n), size, new Random(seed)).at(k));
      }
    }),
  ));

test('drawing other numbers from the same generator does not change the batches', () => {
  const random = new Random(5);
  const batches = new Batches(counting(50), 7, random);
  const before = [0, 9, 20].map((k) => ids(batches, k));
  random.permutation(1000);
  expect([0, 9, 20].map((k) => ids(batches, k))).toEqual(before);
  expect(ids(new Batches(counting(50), 7, random), 20)).toEqual(before[2]);
});

test('rewinding to iteration k repeats the batches from k on', () => {
  const batches = new Batches(counting(50), 7, new Random(5));
  const run = (from: number) => Array.from({ length: 40 - from }, (_, i) => ids(batches, from + i));
  const whole = run(0);
  expect(run(13)).toEqual(whole.slice(13));
});

test('different epochs and different seeds have different orders', () => {
  const epoch = (seed: number, e: number) => ids(new Batches(counting(50), 50, new Random(seed)), e);
  expect(epoch(1, 0)).not.toEqual([...Array(50).keys()]);
  expect(epoch(1, 0)).not.toEqual(epoch(1, 1));
  expect(epoch(1, 0)).not.toEqual(epoch(2, 0));
});

test('a batch is a copy of the examples', () => {
  const batches = new Batches(counting(10), 5, new Random(1));
  const before = batches.at(3);
  batches.at(3).inputs.data.fill(99);
  batches.at(3).labels.fill(99);
  expect(batches.at(3)).toEqual(before);
});

test('batches read strided inputs in row order', () => {
  const inputs = transpose(
    tensor([
      [0, 1, 2, 3],
      [-0, -1, -2, -3],
    ]),
  );
  const strided = new Batches({ ...counting(4), inputs }, 4, new Random(1));
  expect(strided.at(0).inputs.toArray()).toEqual(
    new Batches(counting(4), 4, new Random(1)).at(0).inputs.toArray(),
  );
});

test.each([0, 11, -1, 2.5, NaN])('a batch size of %s of 10 examples is rejected', (size) => {
  expect(() => new Batches(counting(10), size, new Random(1))).toThrow(
    new ValueError('batch size', 'must be an integer in [1, 10]', size),
  );
});

test.each([-1, 0.5, NaN, Infinity])('iteration %s is rejected', (iteration) => {
  expect(() => new Batches(counting(10), 5, new Random(1)).at(iteration)).toThrow(
    new ValueError('iteration', 'must be an integer ≥ 0', iteration),
  );
});

test('a dataset with different numbers of inputs and labels is rejected', () => {
  const labels = new Uint8Array(9);
  expect(() => new Batches({ ...counting(10), labels }, 5, new Random(1))).toThrow(ShapeError);
});
