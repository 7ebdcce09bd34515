// Sizes and masks at which programs fail that were tried on small arrays only.

import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';

/** Lengths around machine words, bytes and 16-bit integers, and lengths of real layers. */
export const lengths: Arbitrary<number> = fc.constantFrom(
  ...[31, 32, 33, 63, 64, 65, 255, 256, 257, 300, 1023, 1024, 1025],
  ...[65_535, 65_536, 65_537, 70_001, 140_003],
);

/** Ways to keep some of many weights: every n-th, a part from the beginning or up to the end, all but one, or a single weight. */
const shapes: readonly ((length: number, n: number) => (i: number) => boolean)[] = [
  (_, n) => (i) => i % n !== n - 1,
  (_, n) => (i) => i % n === 0,
  (length, n) => (i) => i < length / n,
  (length, n) => (i) => i >= length / n,
  (length, n) => (i) => i !== Math.floor(length / n),
  (length) => (i) => i !== length - 1,
  (length) => (i) => i === length - 1,
];

/** Masks of a given length that keep a regular part of the weights. */
export const largeMasksOf = (length: number): Arbitrary<Uint8Array> =>
  fc.record({ shape: fc.constantFrom(...shapes), n: fc.integer({ min: 2, max: 5 }) }).map(({ shape, n }) => {
    const isKept = shape(length, n);
    return Uint8Array.from({ length }, (_, i) => Number(isKept(i)));
  });
