import { expect } from 'vitest';

export { floats, masks, number32, ordinary, together } from '../../src/laws/generators/index.ts';

/** Half the distance between 1 and the next binary32 number: the relative error of one rounding. */
export const u = 2 ** -24;

/** A buffer that no kernel may read before it writes. */
export const garbage = (length: number): Float32Array => new Float32Array(length).fill(Number.NaN);

/** Both hold the same numbers to the bit, −0 told from +0; every NaN is one NaN. */
export function expectBits(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(Array.from(actual)).toEqual(Array.from(expected)); // toEqual compares numbers by Object.is
}
