import { describe, expect, test } from 'vitest';
import { ValueError } from '../../src/errors.ts';
import { type Initializer, Linear, mlp } from '../../src/nn/index.ts';
import { checkTrainingMemory, checkWeights } from '../../src/nn/memory.ts';
import { Random } from '../../src/random.ts';

const random = new Random(1);
/** An initializer that must not be called. */
const initializer: Initializer = () => {
  throw new Error('called');
};

describe('a network of more than 2²⁷ weights is rejected with the limit and its memory', () => {
  const refused = (make: () => unknown, message: string) => {
    expect(make).toThrow(ValueError);
    expect(make).toThrow(message);
  };

  test('mlp rejects more than 2²⁷ weights before anything is allocated', () => {
    refused(
      () => mlp([784, 1_000_000_000, 10], { random, initializer }),
      'mlp: must have at most 134217728 weights, 0.5 GiB (these would need 2960 GiB), got [784, 1000000000, 10]',
    );
    refused(
      () => mlp([8192, 8192, 8192, 8], { random, initializer }),
      'mlp: must have at most 134217728 weights, 0.5 GiB (these would need 0.5 GiB), got [8192, 8192, 8192, 8]',
    );
  });

  test('Linear rejects more than 2²⁷ weights before anything is allocated', () => {
    refused(
      () => new Linear(2 ** 14, 2 ** 13 + 1, { random, initializer }),
      'Linear: must have at most 134217728 weights, 0.5 GiB (these would need 0.5 GiB), got [16384, 8193]',
    );
    refused(() => new Linear(1e15, 1e15, { random, initializer }), '(these would need 3.73e+21 GiB)');
    expect(() => new Linear(2 ** 14, 2 ** 13, { random, initializer })).toThrow('called');
  });

  test('checkWeights accepts exactly 2²⁷ weights', () => {
    expect(() => checkWeights('network', [2 ** 14, 2 ** 13])).not.toThrow();
    expect(() => checkWeights('network', [2 ** 13, 2 ** 13, 2 ** 13])).not.toThrow();
  });
});

describe('checkTrainingMemory', () => {
  test('checkTrainingMemory accepts LeNet-300-100 with a batch of all images', () => {
    expect(() => checkTrainingMemory('hidden', [784, 300, 100, 10], 60_000)).not.toThrow();
  });

  test.each([
    ['weights', [784, 1_000_000_000, 10], 60, '15600 GiB'],
    ['units in a narrow data set', [2, 10_000_000, 2], 20, '37.8 GiB'],
    ['the units of alternating sizes', [2, ...Array(50).fill([65_536, 1]).flat(), 2], 20, '12.3 GiB'],
  ])('checkTrainingMemory counts %s', (_, sizes, batchSize, needed) => {
    const check = () => checkTrainingMemory('hidden', sizes, batchSize);
    expect(check).toThrow(ValueError);
    expect(check).toThrow(
      `hidden: must be a network that can be trained in 1 GiB of memory (this one would need ${needed}), got [`,
    );
  });

  test('checkTrainingMemory counts units per example of a large batch, and its message names the batch', () => {
    expect(() => checkTrainingMemory('hidden', [784, 300, 100, 10], 200_000)).toThrow(
      'hidden: must be a network that can be trained with batches of 200000 in 1 GiB of memory (this one would need 1.23 GiB), got [784, 300, 100, 10]',
    );
  });
});
