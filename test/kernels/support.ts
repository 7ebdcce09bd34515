import fc from 'fast-check';
import { expect } from 'vitest';

const { fround } = Math;

/** Half the distance between 1 and the next binary32 number: the relative error of one rounding. */
export const u = 2 ** -24;

const smallest = fround(2 ** -149);
const largest = fround(3.4028234663852886e38);

/** Finite binary32 numbers: many zeros of both signs, many repeats, subnormals and the very large. */
export const number32: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, -0) },
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 4, arbitrary: fc.integer({ min: -(2 ** 24), max: 2 ** 24 }).map((n) => n / 2 ** 20) },
  { weight: 2, arbitrary: fc.integer({ min: -(2 ** 23), max: 2 ** 23 }).map((n) => n * smallest) },
  { weight: 1, arbitrary: fc.constantFrom(largest, -largest, smallest, -smallest, 2 ** 127, -(2 ** 127)) },
  { weight: 2, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
);

/** Numbers of ordinary size, no larger than 4, zeros of both signs among them. */
export const ordinary: fc.Arbitrary<number> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.5) },
  { weight: 4, arbitrary: fc.integer({ min: -(2 ** 22), max: 2 ** 22 }).map((n) => n / 2 ** 20) },
);

/** An array of a given length. */
export const floats = (length: number, of: fc.Arbitrary<number> = number32): fc.Arbitrary<Float32Array> =>
  fc.array(of, { minLength: length, maxLength: length, size: 'max' }).map((list) => Float32Array.from(list));

/** Several arrays of one common length, from empty to `most`. */
export const together = (count: number, most = 17, of = number32): fc.Arbitrary<Float32Array[]> =>
  fc.nat({ max: most }).chain((n) => fc.tuple(...Array.from({ length: count }, () => floats(n, of))));

/** A mask of a given length, often all kept or all pruned. */
export const masks = (length: number): fc.Arbitrary<Uint8Array> =>
  fc
    .oneof(
      fc.array(fc.nat({ max: 1 }), { minLength: length, maxLength: length, size: 'max' }),
      fc.constantFrom(Array<number>(length).fill(0), Array<number>(length).fill(1)),
    )
    .map((list) => Uint8Array.from(list));

/** A buffer that no kernel may read before it writes. */
export const garbage = (length: number): Float32Array => new Float32Array(length).fill(Number.NaN);

/** Both hold the same numbers to the bit, −0 told from +0; every NaN is one NaN. */
export function expectBits(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(Array.from(actual)).toEqual(Array.from(expected)); // toEqual compares numbers by Object.is
}
