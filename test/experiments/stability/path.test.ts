import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ShapeError, ValueError } from '../../../src/errors.ts';
import {
  errorAlongPath,
  errorBarrier,
  pointBetween,
  weightDistance,
} from '../../../src/experiments/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { evaluate } from '../../../src/training/index.ts';
import { moons, network } from '../../training/small.ts';

const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -126), 3e38, -3e38),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
);
const two = fc
  .array(fc.tuple(numbers, numbers), { maxLength: 12 })
  .map((pairs) => [0, 1].map((side) => new Map([['w', Float32Array.from(pairs, (pair) => pair[side])]])));

// Where a path begins, ends and stays is a law: test/laws.
describe('pointBetween', () => {
  test('refuses points off the path and other networks', () => {
    const a = new Map([['w', Float32Array.of(1, 2)]]);
    for (const [i, n] of [
      [-1, 3],
      [4, 3],
      [0.5, 3],
      [0, 0],
      [0, Number.NaN],
    ])
      expect(() => pointBetween(a, a, i, n)).toThrow(ValueError);
    expect(() => pointBetween(a, new Map([['w', Float32Array.of(1)]]), 0, 1)).toThrow(ShapeError);
    expect(() => pointBetween(a, new Map([['v', Float32Array.of(1, 2)]]), 0, 1)).toThrow(ValueError);
  });
});

describe('errorAlongPath', () => {
  const { test: examples } = moons();
  const [a, b] = [network(1).state(), network(2).state()];

  test('has 30 points by default, the ends exactly the two networks', () => {
    const path = errorAlongPath(network(3), a, b, examples);
    expect(path.map(({ alpha }) => alpha)).toEqual(Array.from({ length: 30 }, (_, i) => i / 29));
    for (const [state, { error, loss }] of [[a, path[0]] as const, [b, path[29]] as const]) {
      const model = network(3);
      model.load(state);
      const score = evaluate(model, examples);
      expect([error, loss]).toEqual([1 - score.accuracy, score.loss]);
    }
  });

  test('is the same from the other end', () => {
    const there = errorAlongPath(network(3), a, b, examples, 7);
    const back = errorAlongPath(network(3), b, a, examples, 7).toReversed();
    expect(back.map(({ error, loss }) => [error, loss])).toEqual(
      there.map(({ error, loss }) => [error, loss]),
    );
    expect(errorBarrier(back)).toBe(errorBarrier(there));
  });

  test('from a network to itself is level: barrier 0', () => {
    const path = errorAlongPath(network(3), a, a, examples, 5);
    expect(new Set(path.map(({ error, loss }) => `${error} ${loss}`)).size).toBe(1);
    expect(errorBarrier(path)).toBe(0);
  });

  test('a mask that the workspace has does not hide weights', () => {
    const masked = network(3);
    masked.setMask(
      new Map([...masked.prunableWeights()].map(([name, { length }]) => [name, new Uint8Array(length)])),
    );
    expect(errorAlongPath(masked, a, b, examples, 3)).toEqual(errorAlongPath(network(3), a, b, examples, 3));
  });

  test('what is 0 in both networks may be left out of the products: the same bits', () => {
    const sparse = [a, b].map(
      (state) =>
        new Map([...state].map(([name, values]) => [name, values.map((x, i) => (i % 5 === 0 ? x : 0))])),
    );
    const path = errorAlongPath(network(3), sparse[0], sparse[1], examples, 4);
    path.forEach(({ error, loss }, i) => {
      const model = network(3);
      model.load(pointBetween(sparse[0], sparse[1], i, 3));
      const score = evaluate(model, examples);
      expect([error, loss]).toEqual([1 - score.accuracy, score.loss]);
    });
  });

  test('two networks that say the same through other units meet a barrier half way', () => {
    // y₀ − y₁ = 10 relu(x₀) − 3 through one unit; half way, each factor is halved: 2 · ½ · ½ · 10 relu(x₀) − 3.
    const through = (unit: number) => {
      const [first, second] = [new Float32Array(4), new Float32Array(4)];
      first[2 * unit] = 1;
      second[unit] = 10;
      const biases = { 'fc1.bias': Float32Array.of(0, 0), 'fc2.bias': Float32Array.of(-3, 0) };
      return new Map(Object.entries({ 'fc1.weight': first, 'fc2.weight': second, ...biases }));
    };
    const inputs = tensor([
      [0.4, 0],
      [0.5, 0],
      [0.1, 0],
      [0.7, 0],
    ]);
    const four = { name: 'four', inputs, labels: Uint8Array.of(0, 0, 1, 0), classes: 2 };
    const model = mlp([2, 2, 2], { random: new Random(1) });
    const path = errorAlongPath(model, through(0), through(1), four, 3);
    expect(path.map(({ error }) => error)).toEqual([0, 0.5, 0]);
    expect(errorBarrier(path)).toBe(0.5);
  });

  test.each([1, 0, -3, 2.5, Number.NaN])('refuses %d points', (points) => {
    expect(() => errorAlongPath(network(), a, b, examples, points)).toThrow('points');
  });

  test('refuses networks of another shape, and no examples', () => {
    const other = mlp([2, 5, 2], { random: new Random(1) }).state();
    expect(() => errorAlongPath(network(), a, other, examples)).toThrow(ShapeError);
    expect(() => errorAlongPath(network(), other, other, examples)).toThrow(ShapeError);
    const none = { ...examples, labels: new Uint8Array(0) };
    expect(() => errorAlongPath(network(), a, b, none)).toThrow(ValueError);
  });
});

describe('errorBarrier', () => {
  const path = fc.array(
    fc.integer({ min: 0, max: 100 }).map((n) => ({ error: n / 100 })),
    {
      minLength: 2,
      maxLength: 30,
    },
  );

  test('is never below 0 nor above 1, and the same from the other end', () =>
    fc.assert(
      fc.property(path, (points) => {
        const barrier = errorBarrier(points);
        expect(barrier >= 0 && barrier <= 1).toBe(true);
        expect(errorBarrier(points.toReversed())).toBe(barrier);
      }),
    ));

  test('is the largest error minus the ends’ mean', () => {
    expect(errorBarrier([{ error: 0.25 }, { error: 0.125 }, { error: 1 }, { error: 0.75 }])).toBe(0.5);
    expect(errorBarrier([{ error: 0.25 }, { error: 0.75 }])).toBe(0.25);
  });

  test('refuses a path without two ends and an error that is no number', () => {
    expect(() => errorBarrier([])).toThrow('path: must have at least its two ends, got 0');
    expect(() => errorBarrier([{ error: 0 }])).toThrow(ValueError);
    expect(() => errorBarrier([{ error: 0 }, { error: Number.NaN }, { error: 0 }])).toThrow('path error[1]');
  });
});

describe('weightDistance', () => {
  const mask = (bitsOf: number[]) => new Mask(new Map([['w', Uint8Array.from(bitsOf)]]));
  const w = (...values: number[]) => new Map([['w', Float32Array.from(values)]]);

  test('is Euclid’s, over survivors of all layers, other arrays left out', () => {
    expect(weightDistance(w(0, 0, 9), w(3, 4, -9), mask([1, 1, 0]))).toBe(5);
    const layers = (a: number, b: number) =>
      new Map([
        ['a', Float32Array.of(a)],
        ['b', Float32Array.of(b)],
        ['bias', Float32Array.of(a + b)],
      ]);
    const both = new Mask(
      new Map([
        ['a', Uint8Array.of(1)],
        ['b', Uint8Array.of(1)],
      ]),
    );
    expect(weightDistance(layers(0, 0), layers(3, 4), both)).toBe(5);
  });

  test('is symmetric, 0 from a network to itself, and grows with the mask', () =>
    fc.assert(
      fc.property(two, fc.infiniteStream(fc.constantFrom(0, 1)), ([a, b], stream) => {
        const survivors = [1, ...Array.from(a.get('w') ?? [], () => stream.next().value as number)];
        const [x, y] = [a, b].map((state) => new Map([['w', Float32Array.of(0, ...(state.get('w') ?? []))]]));
        const some = mask(survivors);
        expect(weightDistance(x, y, some)).toBe(weightDistance(y, x, some));
        expect(weightDistance(x, x, some)).toBe(0);
        expect(weightDistance(x, y, some)).toBeLessThanOrEqual(weightDistance(x, y, Mask.dense(x)));
      }),
    ));

  test('refuses missing layers, other sizes, and a survivor that is no number', () => {
    expect(() => weightDistance(new Map(), w(1), mask([1]))).toThrow(ValueError);
    expect(() => weightDistance(w(1), w(1, 2), mask([1]))).toThrow(ShapeError);
    expect(() => weightDistance(w(1, Number.NaN), w(1, 2), mask([1, 1]))).toThrow(NonFiniteError);
    expect(weightDistance(w(1, Number.NaN), w(1, 2), mask([1, 0]))).toBe(0);
  });
});

test('errorBarrier accepts paths of 200,000 points', () => {
  const errors = Array.from({ length: 200_000 }, (_, i) => ({ error: i === 150_000 ? 0.75 : 0.25 }));
  expect(errorBarrier(errors)).toBe(0.5);
});
