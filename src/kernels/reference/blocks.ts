// Defines the order of addition in every sum that the kernels compute, whether of numbers or of rows of numbers.
//
// A sum of up to MAX_UNBLOCKED terms is one block. A longer sum is split into blocks of BLOCK consecutive terms, of which
// the last may be shorter, and the block sums are added pairwise: neighbors first, ((b₀ + b₁) + (b₂ + b₃)) + …, where an
// odd block sum is carried to the next level. In a sum of ten million terms, each term then passes through at most 64 + 18
// roundings, and the relative error of a sum of positive terms is below 1e-6. If the terms were added one after another, a
// term would pass through up to ten million roundings.

const { fround } = Math;

/** Maximum number of terms that are added without splitting them into blocks. */
export const MAX_UNBLOCKED = 1024;

/**
 * Number of terms per block of a longer sum. It is a multiple of the four lanes, so that a term's lane does not depend on its
 * block.
 */
const BLOCK = 64;

const addNumbers = (left: number, right: number): number => fround(left + right);

/**
 * Adds `length` terms in the order described above.
 *
 * @param sumOf returns the sum of the terms `from` … `to` − 1, starting from +0. It is called in increasing order.
 * @returns the total, rounded to binary32.
 */
export function addInBlocks(length: number, sumOf: (from: number, to: number) => number): number;
/**
 * Adds `length` terms of another type, for example rows of numbers.
 *
 * @param add returns the sum of two block sums. It may reuse the memory of either.
 */
export function addInBlocks<T>(
  length: number,
  sumOf: (from: number, to: number) => T,
  add: (left: T, right: T) => T,
): T;
export function addInBlocks<T>(
  length: number,
  sumOf: (from: number, to: number) => T,
  add: (left: T, right: T) => T = addNumbers as never,
): T {
  if (length <= MAX_UNBLOCKED) return sumOf(0, length);
  return addRange(0, length);

  /**
   * Adds a range of terms. The left half contains the largest power of two of blocks for which the right half is not empty.
   */
  function addRange(from: number, to: number): T {
    if (to - from <= BLOCK) return sumOf(from, to);
    let left = BLOCK;
    while (2 * left < to - from) left *= 2;
    return add(addRange(from, from + left), addRange(from + left, to));
  }
}
