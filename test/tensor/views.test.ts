import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import {
  broadcastTo,
  ones,
  reshape,
  slice,
  sumTo,
  tensor,
  transpose,
  zeros,
} from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';
import { at, broadcastable, build, fullShapes, shapes, tensorOf } from './support.ts';

const anyTensor = shapes().chain((shape) => tensorOf(shape));

test('writing through one view changes all views of the same data', () => {
  const a = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const views = [transpose(a), slice(a, 1, 1, 3), reshape(a, [3, 2]), broadcastTo(a, [2, 2, 3])];
  a.data[5] = 9;
  expect(views.map((view) => view.values().at(-1))).toEqual([9, 9, 9, 9]);
});

describe('transpose', () => {
  test('transpose exchanges two axes', () => {
    const axes = fullShapes(4).chain((tail) =>
      fc.tuple(tensorOf([2, ...tail]), fc.nat({ max: tail.length }), fc.nat({ max: tail.length })),
    );
    fc.assert(
      fc.property(axes, ([a, i, j]) => {
        const t = transpose(a, i, j - a.rank);
        const swapped = <T>(list: readonly T[]) => {
          const copy = [...list];
          [copy[i], copy[j]] = [copy[j], copy[i]];
          return copy;
        };
        expect(t.data).toBe(a.data);
        expect(t.shape).toEqual(swapped(a.shape));
        expectBits(
          t.values(),
          build(t.shape, (index) => at(a, swapped(index))),
        );
      }),
    );
  });

  test('transpose exchanges the axes of a matrix by default and is its own inverse', () => {
    const a = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(transpose(a).toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(transpose(transpose(a))).toEqual(a);
  });

  test('transpose throws a ShapeError for an axis out of range', () => {
    expect(() => transpose(tensor([1, 2]))).toThrow('transpose: axis must be an integer in [-1, 1), got -2');
    expect(() => transpose(zeros([1, 1]), 0, 2)).toThrow(
      'transpose: axis must be an integer in [-2, 2), got 2',
    );
  });
});

describe('slice', () => {
  test('slice returns the elements start ≤ i < end along one axis', () => {
    const cuts = shapes(3).chain((tail) =>
      fc.tuple(tensorOf([4, ...tail]), fc.nat({ max: tail.length }), fc.nat({ max: 4 }), fc.nat({ max: 4 })),
    );
    fc.assert(
      fc.property(cuts, ([a, axis, p, q]) => {
        const length = a.shape[axis];
        const [start, end] = [p, q].map((x) => Math.min(x, length)).sort((x, y) => x - y);
        const s = slice(a, axis, start, end);
        expect(s.data).toBe(a.data);
        expect(s.shape).toEqual(a.shape.map((n, i) => (i === axis ? end - start : n)));
        expectBits(
          s.values(),
          build(s.shape, (index) =>
            at(
              a,
              index.map((i, d) => (d === axis ? i + start : i)),
            ),
          ),
        );
      }),
    );
  });

  test('slice throws a ShapeError if start or end is out of range, reversed or fractional', () => {
    for (const [start, end] of [
      [0, 4],
      [-1, 2],
      [2, 1],
      [0.5, 1],
      [0, Number.NaN],
    ]) {
      expect(() => slice(zeros([2, 3]), -1, start, end)).toThrow(
        new ShapeError('slice', 'must satisfy 0 ≤ start ≤ end ≤ 3', [start, end]),
      );
    }
    expect(() => slice(tensor(1), 0, 0, 1)).toThrow('slice: axis must be an integer in [0, 0), got 0');
  });
});

describe('reshape', () => {
  test('reshape preserves row-major order and infers one axis given as −1', () => {
    const cases = fullShapes().chain((to) =>
      fc.tuple(tensorOf([...to].reverse()), fc.constant(to), fc.nat({ max: 4 })),
    );
    fc.assert(
      fc.property(cases, ([a, to, hole]) => {
        const asked = to.map((length, axis) => (axis === hole ? -1 : length));
        const r = reshape(a, asked);
        expect(r.shape).toEqual(to);
        expectBits(r.values(), a.values());
      }),
    );
  });

  test('reshape converts between empty shapes', () => {
    expect(reshape(zeros([2, 0, 3]), [0, 5]).shape).toEqual([0, 5]);
    expect(reshape(zeros([0, 3]), [-1, 3]).shape).toEqual([0, 3]);
    expect(reshape(tensor(4), [1, -1]).toArray()).toEqual([[4]]);
    expect(reshape(tensor([[4]]), []).toArray()).toBe(4);
  });

  test('reshape throws a ShapeError for a different size, an invalid length or an axis that cannot be inferred', () => {
    const rule = 'reshape: must hold 6 numbers, at most one axis −1, got';
    for (const shape of [[4], [-1, 4, 2], [-1, -1], [0, -1], [], [-2, -3], [1.5, 4], [4, -1]]) {
      expect(() => reshape(zeros([2, 3]), shape)).toThrow(`${rule} [${shape.join(', ')}]`);
    }
    expect(() => reshape(zeros([0]), [0, -1])).toThrow(ShapeError);
  });
});

describe('broadcastTo', () => {
  test('broadcastTo repeats elements along broadcast axes without a copy', () => {
    fc.assert(
      fc.property(
        broadcastable.chain(({ a, both }) => fc.tuple(tensorOf(a), fc.constant(both))),
        ([a, both]) => {
          const wide = broadcastTo(a, both);
          expect(wide.data).toBe(a.data);
          expect(wide.shape).toEqual(both);
          expectBits(
            wide.values(),
            build(both, (index) => at(a, index)),
          );
        },
      ),
    );
  });

  test('broadcastTo throws a ShapeError if the shapes are not compatible', () => {
    expect(() => broadcastTo(zeros([2]), [3])).toThrow('broadcastTo: must broadcast to [3], got [2]');
    expect(() => broadcastTo(zeros([2, 1]), [3, 3])).toThrow(
      'broadcastTo: must broadcast to [3, 3], got [2, 1]',
    );
    expect(() => broadcastTo(zeros([3]), [1])).toThrow('broadcastTo: must broadcast to [1], got [3]');
    expect(() => broadcastTo(zeros([1, 1]), [1])).toThrow('broadcastTo: must have at least 2 axes, got [1]');
    expect(() => broadcastTo(zeros([1]), [-1])).toThrow('broadcastTo: every axis must be an integer ≥ 0');
  });
});

describe('sumTo', () => {
  test('sumTo of ones counts how often broadcastTo repeats each element', () => {
    fc.assert(
      fc.property(broadcastable, ({ a, both }) => {
        const counts = sumTo(ones(both), a);
        expect(counts.shape).toEqual(a);
        const size = (shape: number[]) => shape.reduce((product, n) => product * n, 1);
        expectBits(counts.values(), new Float32Array(size(a)).fill(size(both) / size(a)));
      }),
    );
  });

  test('sumTo returns an equal tensor if the shape is the same', () => {
    fc.assert(
      fc.property(anyTensor, (a) => {
        expect(sumTo(a, a.shape)).toBe(a);
      }),
    );
  });

  test('sumTo throws a ShapeError for a shape that does not broadcast to the tensor’s shape', () => {
    for (const shape of [[2], [3, 3], [1, 2, 3], [0]]) {
      expect(() => sumTo(zeros([2, 3]), shape)).toThrow(
        new ShapeError('sumTo', 'must broadcast to [2, 3]', shape),
      );
    }
  });
});
