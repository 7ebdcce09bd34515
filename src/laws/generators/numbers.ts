import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';

const smallest = Math.fround(2 ** -149);
const largest = Math.fround(3.4028234663852886e38);

/** Finite binary32 numbers: many zeros of both signs, many repeats, subnormals and the very large. */
export const number32: Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, -0) },
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 4, arbitrary: fc.integer({ min: -(2 ** 24), max: 2 ** 24 }).map((n) => n / 2 ** 20) },
  { weight: 2, arbitrary: fc.integer({ min: -(2 ** 23), max: 2 ** 23 }).map((n) => n * smallest) },
  { weight: 1, arbitrary: fc.constantFrom(largest, -largest, smallest, -smallest, 2 ** 127, -(2 ** 127)) },
  { weight: 2, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
);

/** Numbers of ordinary size, no larger than 4, zeros of both signs among them. */
export const ordinary: Arbitrary<number> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.5) },
  { weight: 4, arbitrary: fc.integer({ min: -(2 ** 22), max: 2 ** 22 }).map((n) => n / 2 ** 20) },
);

/** A seed for whoever draws random numbers. */
export const seeds: Arbitrary<number> = fc.nat();
