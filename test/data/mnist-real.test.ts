// The real thing, read once.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Dataset, type Split, splitDataset } from '../../src/data/index.ts';
import { loadMnist, mnistDataFolder, readMnist } from '../../src/data/mnist.ts';
import { pixelStatistics } from '../../src/data/normalize.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';

const bytesOf = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

test.each([
  ['train-images-idx3-ubyte', 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db'],
  ['train-labels-idx1-ubyte', '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5'],
  ['t10k-images-idx3-ubyte', '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7'],
  ['t10k-labels-idx1-ubyte', 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'],
])('%s has the checksum of the published file', (name, sha256) => {
  const bytes = readFileSync(join(mnistDataFolder(), name));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
});

describe('MNIST', () => {
  let published: { train: Dataset; test: Dataset };
  let split: Split;
  beforeAll(() => {
    published = readMnist(mnistDataFolder(), 'mnist');
    split = loadMnist({ seed: 1 });
  });

  test('has 60,000 and 10,000 digits of each class', () => {
    const counts = (labels: Uint8Array) => {
      const each = new Array(10).fill(0);
      for (const label of labels) each[label]++;
      return each;
    };
    expect(published.train.inputs.shape).toEqual([60000, 784]);
    expect(published.test.inputs.shape).toEqual([10000, 784]);
    expect(counts(published.train.labels)).toEqual([
      5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]);
    expect(counts(published.test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([...published.train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  });

  test('has the commonly quoted mean and standard deviation', () => {
    const { mean, deviation } = pixelStatistics(published.train);
    expect(mean).toBeCloseTo(0.13066, 5);
    expect(deviation).toBeCloseTo(0.30811, 5);
  });

  test('splits into 55,000, 5,000 and 10,000', () => {
    const { train, validation, test } = split;
    expect([train, validation, test].map(({ inputs }) => inputs.shape)).toEqual([
      [55000, 784],
      [5000, 784],
      [10000, 784],
    ]);
    expect(bytesOf(test.inputs.values()).equals(bytesOf(published.test.inputs.values()))).toBe(true);
    expect(test.labels).toEqual(published.test.labels);
    expect(train).toMatchObject({ name: 'mnist', classes: 10, image: [28, 28] });
  });

  test('every image of the published training set is in the training or validation set, in order', () => {
    let [t, v] = [0, 0];
    const row = ({ inputs }: Dataset, i: number) => inputs.values().subarray(784 * i, 784 * (i + 1));
    for (let i = 0; i < 60000; i++) {
      const digit = bytesOf(row(published.train, i));
      const inTrain = t < 55000 && digit.equals(bytesOf(row(split.train, t)));
      const [part, at] = inTrain ? [split.train, t++] : [split.validation, v++];
      const same = digit.equals(bytesOf(row(part, at))) && part.labels[at] === published.train.labels[i];
      if (!same) expect.fail(`example ${i} is in neither part`);
    }
    expect([t, v]).toEqual([55000, 5000]);
  });

  test('the split is the same for the same seed and different for another seed', () => {
    const { labels } = published.train;
    const small = {
      ...published.train,
      inputs: tensor(Float32Array.from(labels.keys()), [60000, 1]),
      image: [1, 1],
    } as const;
    const held = (seed: number) => splitDataset(small, 5000, new Random(seed)).validation.inputs.values();
    expect(held(1)).toEqual(held(1));
    expect(held(1)).not.toEqual(held(2));
  });
});
