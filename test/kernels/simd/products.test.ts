import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectBits, floats, garbage, number32, ordinary } from '../support.ts';
import { place, put, reference, simd, unharmed } from './places.ts';

const places = fc.tuple(place, place, place);
const products = ['matmulNN', 'matmulNT', 'matmulTN'] as const;
const length = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 19 }), fc.nat({ max: 40 }));
const mostlyZero = (of: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, -0) }, { weight: 1, arbitrary: of });

/** Both operands dense, or either mostly zeros, so that every way to compute C is taken. */
const kinds = (of: fc.Arbitrary<number>) =>
  fc.constantFrom([of, of], [mostlyZero(of), of], [of, mostlyZero(of)], [mostlyZero(of), mostlyZero(of)]);

const operands = (of: fc.Arbitrary<number>) =>
  fc
    .tuple(length, length, length, kinds(of))
    .chain(([m, k, n, [ofA, ofB]]) =>
      fc.tuple(fc.constant([m, k, n]), floats(m * k, ofA), floats(k * n, ofB)),
    );

test.each(products)('%s has the bits of the reference for every shape, kind and place', (name) => {
  fc.assert(
    fc.property(fc.oneof(operands(ordinary), operands(number32)), places, ([[m, k, n], a, b], [p, q, r]) => {
      const expected = garbage(m * n);
      reference[name](expected, a, b, m, k, n);
      const c = put(garbage(m * n), r);
      simd[name](c, put(a, p), put(b, q), m, k, n);
      expectBits(c, expected);
      expect(unharmed(c)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** Numbers that repeat nowhere, so that a wrong order of sums shows; a share of them 0. */
const filled = (length: number, zeros: number) =>
  Float32Array.from({ length }, (_, i) => {
    const x = Math.imul(i + 1, 2_654_435_769) >>> 0;
    return x % 100 < zeros ? 0 : x / 2 ** 31 - 1;
  });

const large = [
  [7, 600, 21],
  [33, 257, 8],
  [4, 1025, 9],
  [60, 300, 100],
  [1, 512, 1],
  [65, 3, 130],
];
const cases = products.flatMap((name) =>
  large.flatMap((shape) => [
    [name, shape, 0, 0] as const,
    [name, shape, 80, 0] as const,
    [name, shape, 0, 80] as const,
  ]),
);

test.each(cases)('%s of shape %j with %d %% and %d %% zeros', (name, [m, k, n], zerosA, zerosB) => {
  const [a, b] = [filled(m * k, zerosA), filled(k * n, zerosB)];
  const [ours, theirs] = [garbage(m * n), garbage(m * n)];
  simd[name](ours, a, b, m, k, n);
  reference[name](theirs, a, b, m, k, n);
  expectBits(ours, theirs);
});
