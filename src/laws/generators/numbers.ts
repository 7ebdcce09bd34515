import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';

const smallest = Math.fround(2 ** -149);
const largest = Math.fround(3.4028234663852886e38);

/**
 * Generates finite binary32 numbers. Zeros of both signs, repeated values, subnormal numbers and very large numbers are
 * frequent.
 */
export const number32: Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, -0) },
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 4, arbitrary: fc.integer({ min: -(2 ** 24), max: 2 ** 24 }).map((n) => n / 2 ** 20) },
  { weight: 2, arbitrary: fc.integer({ min: -(2 ** 23), max: 2 ** 23 }).map((n) => n * smallest) },
  { weight: 1, arbitrary: fc.constantFrom(largest, -largest, smallest, -smallest, 2 ** 127, -(2 ** 127)) },
  { weight: 2, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
);

/** Generates numbers between −4 and 4, including zeros of both signs. */
export const ordinary: Arbitrary<number> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.5) },
  { weight: 4, arbitrary: fc.integer({ min: -(2 ** 22), max: 2 ** 22 }).map((n) => n / 2 ** 20) },
);

/** Generates seeds of random number generators: integers from 0 to 2³¹ − 1. */
export const seeds: Arbitrary<number> = fc.nat();
