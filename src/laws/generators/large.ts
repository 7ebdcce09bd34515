// Generators of large arrays. Programs that were tried on small arrays only often fail at these sizes.

import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';

/** Lengths close to the sizes of machine words, bytes and 16-bit integers, and lengths of real layers. */
export const lengths: Arbitrary<number> = fc.constantFrom(
  ...[31, 32, 33, 63, 64, 65, 255, 256, 257, 300, 1023, 1024, 1025],
  ...[65_535, 65_536, 65_537, 70_001, 140_003],
);

/**
 * Rules that decide which weights a large mask keeps: every n-th, the first or last part, all but one, or a single one.
 */
const shapes: readonly ((length: number, n: number) => (i: number) => boolean)[] = [
  (_, n) => (i) => i % n !== n - 1,
  (_, n) => (i) => i % n === 0,
  (length, n) => (i) => i < length / n,
  (length, n) => (i) => i >= length / n,
  (length, n) => (i) => i !== Math.floor(length / n),
  (length) => (i) => i !== length - 1,
  (length) => (i) => i === length - 1,
];

/** Generates masks of the given length that follow one of the rules in `shapes`. */
export const largeMasksOf = (length: number): Arbitrary<Uint8Array> =>
  fc.record({ shape: fc.constantFrom(...shapes), n: fc.integer({ min: 2, max: 5 }) }).map(({ shape, n }) => {
    const isKept = shape(length, n);
    return Uint8Array.from({ length }, (_, i) => Number(isKept(i)));
  });
