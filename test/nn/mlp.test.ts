import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { kaimingUniform, Linear, type MlpOptions, mlp, ReLU, Tanh } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { expectError } from '../optim/expect-error.ts';

const make = (sizes: number[], options: Partial<MlpOptions> = {}) =>
  mlp(sizes, { random: new Random(7), ...options });

test('mlp([784, 300, 100, 10]) is LeNet-300-100: 235,200 + 30,000 + 1,000 = 266,200 prunable weights', () => {
  const lenet = make([784, 300, 100, 10]);
  const counts = [...lenet.prunableWeights()].map(([name, { length }]) => [name, length]);
  expect(counts).toEqual([
    ['fc1.weight', 235_200],
    ['fc2.weight', 30_000],
    ['fc3.weight', 1_000],
  ]);
  expect([...lenet.otherWeights()].map(([name, { length }]) => [name, length])).toEqual([
    ['fc1.bias', 300],
    ['fc2.bias', 100],
    ['fc3.bias', 10],
  ]);
  expect([...lenet.namedParameters().keys()]).toEqual(
    ['fc1', 'fc2', 'fc3'].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]),
  );
});

test('mlp places activations between layers and not after the last layer', () => {
  const kinds = (options?: Partial<MlpOptions>) =>
    [...make([4, 3, 2, 1], options).layers.values()].map((layer) => layer.constructor);
  expect(kinds()).toEqual([Linear, ReLU, Linear, ReLU, Linear]);
  expect(kinds({ activation: () => new Tanh() })).toEqual([Linear, Tanh, Linear, Tanh, Linear]);
});

test('mlp passes the other options to every layer', () => {
  const bare = make([4, 3, 2], { bias: false, initializer: kaimingUniform });
  expect(bare.otherWeights().size).toBe(0);
  const [a1, a2] = [Math.sqrt(6 / 4), Math.sqrt(6 / 3)].map(Math.fround);
  expect(
    bare
      .prunableWeights()
      .get('fc1.weight')
      ?.every((w) => Math.abs(w) <= a1),
  ).toBe(true);
  expect(
    bare
      .prunableWeights()
      .get('fc2.weight')
      ?.every((w) => Math.abs(w) <= a2),
  ).toBe(true);
});

describe('initial weights', () => {
  test('the initial weights of mlp have the same bits for the same seed and others for another seed', () => {
    expect(make([5, 4, 3]).state()).toEqual(make([5, 4, 3]).state());
    expect(make([5, 4, 3], { random: new Random(8) }).state()).not.toEqual(make([5, 4, 3]).state());
  });

  test('the initial weights of mlp do not depend on earlier draws from the generator', () => {
    const used = new Random(7);
    used.normal();
    expect(make([5, 4, 3], { random: used }).state()).toEqual(make([5, 4, 3]).state());
  });

  test('the initial weights of a layer do not change when another layer is widened or one is appended', () => {
    const [narrow, wide, deep] = [make([5, 4, 3, 2]), make([50, 4, 3, 2]), make([5, 4, 3, 2, 2])];
    for (const name of ['fc2.weight', 'fc3.weight']) {
      expect(wide.prunableWeights().get(name)).toEqual(narrow.prunableWeights().get(name));
    }
    for (const [name, weights] of narrow.prunableWeights()) {
      expect(deep.prunableWeights().get(name)).toEqual(weights);
    }
  });

  test('the initial weights of two layers of the same size differ', () => {
    const weights = make([4, 4, 4]).prunableWeights();
    expect(weights.get('fc1.weight')).not.toEqual(weights.get('fc2.weight'));
  });
});

test.each([[[]], [[3]]])('mlp throws a ShapeError for the sizes %j', (sizes) => {
  expectError(
    () => make(sizes),
    `mlp: sizes must name at least inputs and outputs, got [${sizes.join(', ')}]`,
    ShapeError,
  );
});

test.each([0, -1, 2.5, Number.NaN])('mlp throws a ValueError for a layer of %d units', (size) => {
  expectError(() => make([3, size, 2]), `outputs: must be an integer ≥ 1, got ${size}`);
  expectError(() => make([size, 3, 2]), `inputs: must be an integer ≥ 1, got ${size}`);
});

test('mlp and Linear reject unknown options and a missing generator', () => {
  const random = new Random(1);
  for (const make of [
    (options: object) => mlp([2, 3], options as never),
    (options: object) => new Linear(2, 3, options as never),
  ]) {
    expect(() => make({ rng: random })).toThrow('(did you mean random?)');
    expect(() => make({ random, initialiser: () => [] })).toThrow('(did you mean initializer?)');
    expect(() => make({})).toThrow('random: must be a Random, got undefined');
  }
});
