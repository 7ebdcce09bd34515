import { expect } from 'vitest';

export { equallyLongArrays, floats, masks, number32, ordinary } from '../../src/laws/generators/index.ts';

/** Half the distance between 1 and the next binary32 number: the relative error of one rounding. */
export const u = 2 ** -24;

/** Returns an array of NaNs for a result, so that tests detect a kernel that reads it before writing. */
export const garbage = (length: number): Float32Array => new Float32Array(length).fill(Number.NaN);

/** Checks that two arrays have the same bits; −0 and +0 differ, and all NaNs are equal. */
export function expectBits(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(Array.from(actual)).toEqual(Array.from(expected)); // toEqual compares numbers by Object.is
}

/**
 * Adds in the order of addInBlocks, level by level: an independent implementation to compare with.
 *
 * @param sumOf returns the sum of the terms `from` … `to` − 1.
 */
export function inBlocks(length: number, sumOf: (from: number, to: number) => number): number {
  if (length <= 1024) return sumOf(0, length);
  let sums: number[] = [];
  for (let from = 0; from < length; from += 64) sums.push(sumOf(from, Math.min(from + 64, length)));
  while (sums.length > 1) {
    const pairs: number[] = [];
    for (let i = 0; i < sums.length; i += 2) {
      pairs.push(i + 1 < sums.length ? Math.fround(sums[i] + sums[i + 1]) : sums[i]);
    }
    sums = pairs;
  }
  return sums[0];
}

/** Distinct numbers in [−1, 1), so that tests detect a wrong order of addition; `zeros` percent of them are 0. */
export const filled = (length: number, zeros = 0): Float32Array =>
  Float32Array.from({ length }, (_, i) => {
    const x = Math.imul(i + 1, 2_654_435_769) >>> 0;
    return x % 100 < zeros ? 0 : x / 2 ** 31 - 1;
  });

/** Numbers of terms near the boundaries of blocks. */
export const LONG = [1023, 1024, 1025, 1088, 1089, 2048, 2049, 4097, 5000];
