import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import {
  broadcastShapes,
  checkShape,
  resolveAxis,
  sameShape,
  sizeOf,
  stridesOf,
} from '../../src/tensor/index.ts';
import { broadcastable, indicesOf, shapes } from './support.ts';

test('sizeOf returns the product of the lengths, and 1 for the shape []', () => {
  expect([[], [0], [2, 3], [2, 0, 3]].map(sizeOf)).toEqual([1, 0, 6, 0]);
});

test('stridesOf numbers the elements in row-major order', () => {
  fc.assert(
    fc.property(shapes(), (shape) => {
      const strides = stridesOf(shape);
      const places = indicesOf(shape).map((index) =>
        index.reduce((sum, i, axis) => sum + i * strides[axis], 0),
      );
      expect(places).toEqual(Array.from({ length: sizeOf(shape) }, (_, i) => i));
    }),
  );
});

test('broadcastShapes returns the larger length of each axis and is commutative', () => {
  fc.assert(
    fc.property(broadcastable, ({ a, b, both }) => {
      expect(broadcastShapes('add', a, b)).toEqual(both);
      expect(broadcastShapes('add', b, a)).toEqual(both);
    }),
  );
});

test('broadcastShapes returns the shapes given in the NumPy manual', () => {
  expect(broadcastShapes('add', [256, 256, 3], [3])).toEqual([256, 256, 3]);
  expect(broadcastShapes('add', [8, 1, 6, 1], [7, 1, 5])).toEqual([8, 7, 6, 5]);
  expect(broadcastShapes('add', [15, 3, 5], [3, 1])).toEqual([15, 3, 5]);
  expect(broadcastShapes('add', [5, 4], [])).toEqual([5, 4]);
  expect(broadcastShapes('add', [1], [0])).toEqual([0]);
});

test('broadcastShapes throws a ShapeError if two lengths differ and neither is 1', () => {
  expect(() => broadcastShapes('add', [3], [4])).toThrow(
    new ShapeError('add', 'must broadcast with [3]', [4]),
  );
  expect(() => broadcastShapes('mul', [2, 1], [8, 4, 3])).toThrow(
    'mul: must broadcast with [2, 1], got [8, 4, 3]',
  );
  expect(() => broadcastShapes('add', [0], [2])).toThrow('add: must broadcast with [0], got [2]');
});

test('a shape with a negative, fractional or unsafe length throws a ShapeError', () => {
  for (const shape of [[-1], [1.5], [2, Number.NaN], [2 ** 30, 2 ** 30]]) {
    expect(() => checkShape('zeros', shape)).toThrow(
      new ShapeError('zeros', 'every axis must be an integer ≥ 0', shape),
    );
  }
  expect(() => checkShape('zeros', [0, 2 ** 30])).not.toThrow();
});

test('resolveAxis counts negative axes from the end and throws a ShapeError for an axis out of range', () => {
  expect([-3, -1, 0, 2].map((axis) => resolveAxis('sum', axis, 3))).toEqual([0, 2, 0, 2]);
  for (const axis of [3, -4, 0.5, -0.5, Number.NaN]) {
    expect(() => resolveAxis('sum', axis, 3)).toThrow(`sum: axis must be an integer in [-3, 3), got ${axis}`);
  }
  expect(() => resolveAxis('sum', 0, 0)).toThrow(ShapeError);
});

test('sameShape returns true only if all lengths are equal', () => {
  expect(sameShape([2, 3], [2, 3])).toBe(true);
  expect([[2], [3, 2], [2, 3, 1], []].some((other) => sameShape([2, 3], other))).toBe(false);
});
