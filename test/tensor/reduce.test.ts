import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { argmax, max, reducedShape, resolveAxes, sum, tensor, zeros } from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';
import { at, build, fullShapes, indicesOf, shapes, tensorOf } from './support.ts';

const { fround } = Math;

/** Generates a tensor, a subset of its axes in any order (some negative), and a value of `keepDims`. */
const reductions = (shape: fc.Arbitrary<number[]>) =>
  shape.chain((s) =>
    fc
      .record({
        a: tensorOf(s),
        over: fc.shuffledSubarray(s.map((_, axis) => axis)),
        fromEnd: fc.boolean(),
        keepDims: fc.boolean(),
      })
      .map((r) => ({ ...r, axes: r.over.map((axis) => (r.fromEnd ? axis - s.length : axis)) })),
  );

/** Returns, for each element of the result, the elements that are reduced to it, in row-major order. */
function groups(a: ReturnType<typeof zeros>, over: number[]): number[][] {
  const kept = a.shape.map((_, axis) => axis).filter((axis) => !over.includes(axis));
  const ordered = [...over].sort((x, y) => x - y);
  return indicesOf(kept.map((axis) => a.shape[axis])).map((k) =>
    build(
      ordered.map((axis) => a.shape[axis]),
      (o) => {
        const index = a.shape.map((_, axis) =>
          over.includes(axis) ? o[ordered.indexOf(axis)] : k[kept.indexOf(axis)],
        );
        return at(a, index);
      },
    ),
  );
}

function laneSum(terms: number[]): number {
  const [a, b, c, d] = [0, 1, 2, 3].map((lane) =>
    terms.filter((_, p) => p % 4 === lane).reduce((s, x) => fround(s + x), 0),
  );
  return fround(fround(a + b) + fround(c + d));
}

/** Returns the shape of the result according to NumPy. */
const expectedShape = (shape: readonly number[], over: number[], keepDims: boolean) =>
  shape.flatMap((length, axis) => (over.includes(axis) ? (keepDims ? [1] : []) : [length]));

describe('sum', () => {
  test('sum over any axes adds the elements in row-major order, in four lanes', () => {
    fc.assert(
      fc.property(reductions(shapes()), ({ a, over, axes, keepDims }) => {
        const s = sum(a, axes, keepDims);
        expect(s.shape).toEqual(expectedShape(a.shape, over, keepDims));
        expectBits(s.values(), groups(a, over).map(laneSum));
      }),
      { numRuns: 300 },
    );
  });

  test('sum without axes adds all elements, and with an empty list of axes none', () => {
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(sum(a).toArray()).toBe(10);
    expect(sum(a, undefined, true).toArray()).toEqual([[10]]);
    expect(sum(a, []).toArray()).toEqual(a.toArray());
    expect(sum(a, -1).toArray()).toEqual([3, 7]);
  });

  test('sum over an empty axis is +0', () => {
    expectBits(sum(zeros([0, 2]), 0).values(), [0, 0]);
    expect(sum(zeros([0, 2]), 1).shape).toEqual([0]);
    expectBits(sum(zeros([0])).values(), [0]);
  });
});

describe('max', () => {
  test('max over any axes returns the largest element', () => {
    fc.assert(
      fc.property(reductions(fullShapes()), ({ a, over, axes, keepDims }) => {
        const m = max(a, axes, keepDims);
        expect(m.shape).toEqual(expectedShape(a.shape, over, keepDims));
        const largest = groups(a, over).map((group) => [...group].sort((x, y) => y - x)[0]);
        expect(m.values().every((x, i) => x === largest[i])).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('max throws a ShapeError for an empty axis; max over a non-empty axis of an empty tensor is empty', () => {
    expect(() => max(zeros([2, 0]), 1)).toThrow(
      'max: must have at least one element to choose from, got [2, 0]',
    );
    expect(() => max(zeros([0]))).toThrow(ShapeError);
    expect(max(zeros([2, 0]), 0).shape).toEqual([0]);
  });
});

test('sum and max throw a ShapeError if an axis is repeated or out of range', () => {
  for (const reduce of [sum, max]) {
    const name = reduce === sum ? 'sum' : 'max';
    expect(() => reduce(zeros([2, 3]), [1, -1])).toThrow(`${name}: axes must be distinct, got [1, 1]`);
    expect(() => reduce(zeros([2, 3]), 2)).toThrow(`${name}: axis must be an integer in [-2, 2), got 2`);
    expect(() => reduce(tensor(1), 0)).toThrow(`${name}: axis must be an integer in [0, 0), got 0`);
  }
});

test('resolveAxes returns axes in increasing order and does not mutate its argument', () => {
  const axes = [-1, 0];
  expect(resolveAxes('sum', axes, 3)).toEqual([0, 2]);
  expect(axes).toEqual([-1, 0]);
  expect(resolveAxes('sum', undefined, 2)).toEqual([0, 1]);
  expect([reducedShape([4, 5, 6], [0, 2], false), reducedShape([4, 5, 6], [0, 2], true)]).toEqual([
    [5],
    [1, 5, 1],
  ]);
});

test('argmax returns the first index of the largest element of each row', () => {
  expect([
    ...argmax(
      tensor([
        [1, 3, 3],
        [-0, 0, -1],
        [-5, -4, -3],
      ]),
    ),
  ]).toEqual([1, 0, 2]);
  expect(argmax(zeros([0, 2]))).toHaveLength(0);
  expect(() => argmax(zeros([2, 0]))).toThrow('argmax: must be [rows, columns ≥ 1], got [2, 0]');
  expect(() => argmax(zeros([2]))).toThrow('argmax: must be [rows, columns ≥ 1], got [2]');
});
