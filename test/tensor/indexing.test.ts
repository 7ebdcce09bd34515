import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError, ValueError } from '../../src/errors.ts';
import { concat, gather, oneHot, padTo, scatterAdd, slice, tensor, zeros } from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';
import { at, build, shapes, tensorOf } from './support.ts';

const { fround } = Math;

/** Generates a tensor, one of its axes, and indices along this axis, possibly repeated. */
const picks = fc
  .tuple(shapes(2), fc.integer({ min: 1, max: 4 }), shapes(2))
  .chain(([before, length, after]) =>
    fc.record({
      a: tensorOf([...before, length, ...after]),
      axis: fc.constant(before.length),
      indices: fc.array(fc.nat({ max: length - 1 }), { maxLength: 5 }),
    }),
  );

const withAxis = (index: readonly number[], axis: number, i: number) =>
  index.map((own, d) => (d === axis ? i : own));

describe('gather', () => {
  test('gather returns the indexed rows along the axis, in the order of the indices', () => {
    fc.assert(
      fc.property(picks, fc.boolean(), ({ a, axis, indices }, fromEnd) => {
        const g = gather(a, indices, fromEnd ? axis - a.rank : axis);
        expect(g.shape).toEqual(withAxis(a.shape, axis, indices.length));
        expectBits(
          g.values(),
          build(g.shape, (index) => at(a, withAxis(index, axis, indices[index[axis]]))),
        );
      }),
    );
  });

  test('gather throws a ValueError if an index is out of range or not an integer', () => {
    const a = zeros([2, 3]);
    expect(() => gather(a, [0, 2])).toThrow(new ValueError('gather[1]', 'must be an integer in [0, 2)', 2));
    expect(() => gather(a, [-1])).toThrow('gather[0]: must be an integer in [0, 2), got -1');
    expect(() => gather(a, [0.5])).toThrow(ValueError);
    expect(() => gather(a, [Number.NaN])).toThrow(ValueError);
    expect(() => gather(zeros([0, 3]), [0])).toThrow('gather[0]: must be an integer in [0, 0), got 0');
    expect(() => gather(a, [0], 2)).toThrow('gather: axis must be an integer in [-2, 2), got 2');
  });
});

test('scatterAdd adds each row to the row with its index, in increasing order', () => {
  fc.assert(
    fc.property(picks, ({ a, axis, indices }) => {
      const rows = gather(a, indices, axis);
      const spread = scatterAdd(rows, indices, axis, a.shape);
      const expected = build(a.shape, (index) =>
        indices.reduce(
          (sum, to, from) => (to === index[axis] ? fround(sum + at(rows, withAxis(index, axis, from))) : sum),
          0,
        ),
      );
      expect(spread.shape).toEqual(a.shape);
      expectBits(spread.values(), expected);
    }),
  );
});

describe('concat', () => {
  test('concat of all slices of a tensor equals the tensor', () => {
    fc.assert(
      fc.property(picks, fc.array(fc.nat({ max: 4 }), { maxLength: 4 }), ({ a, axis }, cuts) => {
        const length = a.shape[axis];
        const at = [0, ...cuts.map((cut) => Math.min(cut, length)), length].sort((x, y) => x - y);
        const pieces = at.slice(1).map((end, i) => slice(a, axis, at[i], end));
        const whole = concat(pieces, axis - a.rank);
        expect(whole.shape).toEqual(a.shape);
        expectBits(whole.values(), a.values());
      }),
    );
  });

  test('concat copies its inputs', () => {
    const a = tensor([1, 2]);
    const c = concat([a]);
    a.data[0] = 9;
    expect(c.toArray()).toEqual([1, 2]);
  });

  test('concat throws a ShapeError for an empty list and for shapes that do not agree', () => {
    expect(() => concat([])).toThrow(new ShapeError('concat', 'must be given at least one tensor', []));
    expect(() => concat([zeros([2, 3]), zeros([2, 4])])).toThrow(
      'concat: all axes but 0 must agree with [2, 3], got [2, 4]',
    );
    expect(() => concat([zeros([2]), zeros([2, 1])])).toThrow(
      'concat: all axes but 0 must agree with [2], got [2, 1]',
    );
    expect(() => concat([tensor(1)])).toThrow('concat: axis must be an integer in [0, 0), got 0');
  });
});

test('slice is the inverse of padTo, and all other elements of padTo are 0', () => {
  fc.assert(
    fc.property(picks, fc.nat({ max: 3 }), fc.nat({ max: 3 }), ({ a, axis }, before, after) => {
      const length = a.shape[axis];
      const padded = padTo(a, axis, before, withAxis(a.shape, axis, before + length + after));
      expectBits(slice(padded, axis, before, before + length).values(), a.values());
      const outside = [
        slice(padded, axis, 0, before),
        slice(padded, axis, before + length, before + length + after),
      ];
      for (const zero of outside) expectBits(zero.values(), new Float32Array(zero.size));
    }),
  );
});

test('oneHot returns 1 at the label of each row and 0 elsewhere', () => {
  expect(oneHot([2, 0], 3).toArray()).toEqual([
    [0, 0, 1],
    [1, 0, 0],
  ]);
  expect(oneHot([], 3).shape).toEqual([0, 3]);
  expect(() => oneHot([0, 3], 3)).toThrow('oneHot[1]: must be an integer in [0, 3), got 3');
});
