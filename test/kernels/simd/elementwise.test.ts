import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectBits, floats, garbage, masks, number32 } from '../support.ts';
import { heap, place, put, reference, simd, unharmed } from './places.ts';

const anything = fc.oneof(
  { weight: 9, arbitrary: number32 },
  { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity, NaN, 88.7, -103.9, 1e-30) },
);
const places = fc.array(place, { minLength: 4, maxLength: 4 });
const few = fc.nat({ max: 21 });

const unary = ['neg', 'abs', 'sqrt', 'exp', 'log', 'sigmoid', 'tanh', 'sign', 'relu'] as const;
const binary = ['add', 'sub', 'mul', 'div', 'reluGradient'] as const;

test.each(unary)('%s has the bits of the reference, in place or not, wherever the arrays lie', (name) => {
  fc.assert(
    fc.property(
      few.chain((n) => floats(n, anything)),
      places,
      (values, [from, to]) => {
        const expected = garbage(values.length);
        reference[name](expected, values);
        const [a, out] = [put(values, from), put(garbage(values.length), to)];
        simd[name](out, a);
        expectBits(out, expected);
        expectBits(a, values);
        simd[name](a, a);
        expectBits(a, expected);
        expect([out, a].every(unharmed)).toBe(true);
      },
    ),
  );
});

test.each(binary)(
  '%s has the bits of the reference, over an operand or not, wherever the arrays lie',
  (name) => {
    fc.assert(
      fc.property(
        few.chain((n) => fc.tuple(floats(n, anything), floats(n, anything))),
        places,
        ([left, right], [p, q, r, s]) => {
          const expected = garbage(left.length);
          reference[name](expected, left, right);
          const [a, b, out, other] = [
            put(left, p),
            put(right, q),
            put(garbage(left.length), r),
            put(right, s),
          ];
          simd[name](out, a, b);
          expectBits(out, expected);
          simd[name](other, a, other);
          expectBits(other, expected);
          simd[name](a, a, b);
          expectBits(a, expected);
          expect([out, other, a].every(unharmed)).toBe(true);
        },
      ),
    );
  },
);

test('addBias, sumRows, softmax and logSoftmax have the bits of the reference for every shape', () => {
  const matrices = fc
    .tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }))
    .chain(([rows, columns]) =>
      fc.tuple(fc.constant([rows, columns]), floats(rows * columns), floats(columns)),
    );
  fc.assert(
    fc.property(matrices, places, ([[rows, columns], matrix, vector], [p, q, r]) => {
      const [y, bias] = [put(matrix, p), put(vector, q)];
      const [y2, s2, z2] = [matrix.slice(), garbage(columns), garbage(rows * columns)];
      const [s, z] = [put(garbage(columns), r), put(garbage(rows * columns), q)];
      simd.sumRows(s, y, rows, columns);
      reference.sumRows(s2, y2, rows, columns);
      expectBits(s, s2);
      for (const name of ['softmax', 'logSoftmax'] as const) {
        simd[name](z, y, rows, columns);
        reference[name](z2, y2, rows, columns);
        expectBits(z, z2);
      }
      simd.addBias(y, bias, rows, columns);
      reference.addBias(y2, vector, rows, columns);
      expectBits(y, y2);
      expect([y, s, z].every(unharmed)).toBe(true);
    }),
  );
});

test('sum adds in lane order, whatever the length', () => {
  fc.assert(
    fc.property(
      few.chain((n) => floats(n)),
      place,
      (values, where) => {
        expect(simd.sum(put(values, where))).toBe(reference.sum(values));
      },
    ),
  );
});

test('masked keeps survivors and writes +0 elsewhere, the mask on the heap or off it', () => {
  fc.assert(
    fc.property(
      few.chain((n) => fc.tuple(floats(n, anything), masks(n))),
      places,
      ([values, mask], [p, q, r]) => {
        const expected = garbage(values.length);
        reference.masked(expected, values, mask);
        const own = r.onHeap ? heap.allocateMask(mask.length) : new Uint8Array(mask.length);
        own.set(mask);
        const out = put(garbage(values.length), p);
        simd.masked(out, put(values, q), own);
        expectBits(out, expected);
        expect(unharmed(out)).toBe(true);
      },
    ),
  );
});

describe('65,536 numbers over the whole range', () => {
  test.each(['exp', 'log', 'sigmoid', 'tanh'] as const)('%s', (name) => {
    const bits = Uint32Array.from({ length: 2 ** 16 }, (_, i) => Math.imul(i, 65_521));
    const values = new Float32Array(bits.buffer);
    const [ours, theirs] = [garbage(values.length), garbage(values.length)];
    simd[name](ours, values);
    reference[name](theirs, values);
    expect(ours.every((x, i) => Object.is(x, theirs[i]))).toBe(true);
  });
});
