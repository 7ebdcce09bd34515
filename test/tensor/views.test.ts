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

test('a view shares its numbers: a write shows in every view', () => {
  const a = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const views = [transpose(a), slice(a, 1, 1, 3), reshape(a, [3, 2]), broadcastTo(a, [2, 2, 3])];
  a.data[5] = 9;
  expect(views.map((view) => view.values().at(-1))).toEqual([9, 9, 9, 9]);
});

describe('transpose', () => {
  test('exchanges two axes', () => {
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

  test('of a matrix needs no axes named, and twice is nothing', () => {
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

  test('refuses an axis that is not there', () => {
    expect(() => transpose(tensor([1, 2]))).toThrow('transpose: axis must be an integer in [-1, 1), got -2');
    expect(() => transpose(zeros([1, 1]), 0, 2)).toThrow(
      'transpose: axis must be an integer in [-2, 2), got 2',
    );
  });
});

describe('slice', () => {
  test('takes start ≤ i < end along one axis', () => {
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

  test('refuses an end beyond the axis, before its start, or between elements', () => {
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
  test('keeps the numbers in row order, with any one axis inferred', () => {
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

  test('to and from empty shapes', () => {
    expect(reshape(zeros([2, 0, 3]), [0, 5]).shape).toEqual([0, 5]);
    expect(reshape(zeros([0, 3]), [-1, 3]).shape).toEqual([0, 3]);
    expect(reshape(tensor(4), [1, -1]).toArray()).toEqual([[4]]);
    expect(reshape(tensor([[4]]), []).toArray()).toBe(4);
  });

  test('refuses another size, axes that are no lengths, and what cannot be inferred', () => {
    const rule = 'reshape: must hold 6 numbers, at most one axis −1, got';
    for (const shape of [[4], [-1, 4, 2], [-1, -1], [0, -1], [], [-2, -3], [1.5, 4], [4, -1]]) {
      expect(() => reshape(zeros([2, 3]), shape)).toThrow(`${rule} [${shape.join(', ')}]`);
    }
    expect(() => reshape(zeros([0]), [0, -1])).toThrow(ShapeError);
  });
});

describe('broadcastTo', () => {
  test('repeats each element along the axes that stretch, without a copy', () => {
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

  test('refuses what does not stretch', () => {
    expect(() => broadcastTo(zeros([2]), [3])).toThrow('broadcastTo: must stretch to [3], got [2]');
    expect(() => broadcastTo(zeros([2, 1]), [3, 3])).toThrow(
      'broadcastTo: must stretch to [3, 3], got [2, 1]',
    );
    expect(() => broadcastTo(zeros([3]), [1])).toThrow('broadcastTo: must stretch to [1], got [3]');
    expect(() => broadcastTo(zeros([1, 1]), [1])).toThrow('broadcastTo: must have at least 2 axes, got [1]');
    expect(() => broadcastTo(zeros([1]), [-1])).toThrow('broadcastTo: every axis must be an integer ≥ 0');
  });
});

describe('sumTo', () => {
  test('of ones counts how often broadcastTo repeated each element', () => {
    fc.assert(
      fc.property(broadcastable, ({ a, both }) => {
        const counts = sumTo(ones(both), a);
        expect(counts.shape).toEqual(a);
        const size = (shape: number[]) => shape.reduce((product, n) => product * n, 1);
        expectBits(counts.values(), new Float32Array(size(a)).fill(size(both) / size(a)));
      }),
    );
  });

  test('of a tensor of that shape is the tensor', () => {
    fc.assert(
      fc.property(anyTensor, (a) => {
        expect(sumTo(a, a.shape)).toBe(a);
      }),
    );
  });

  test('refuses a shape that does not broadcast to the tensor', () => {
    for (const shape of [[2], [3, 3], [1, 2, 3], [0]]) {
      expect(() => sumTo(zeros([2, 3]), shape)).toThrow(
        new ShapeError('sumTo', 'must broadcast to [2, 3]', shape),
      );
    }
  });
});
