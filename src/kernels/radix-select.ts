// Exact top-k without sorting: a radix select with two digits of 16 bits. The bits of a score are read as an integer that has
// the same order as the scores, and are split into a high and a low half. A histogram of the high halves finds the bucket
// that contains the k-th score. All entries in higher buckets are kept. The entries in this bucket, usually few, are
// compared by their low halves, with a second histogram. Entries that tie in all bits are kept in index order.

const HALF = 2 ** 16;
const BLOCK = 2 ** 14;

/** Length of a histogram: one count per value of a half. */
export const COUNTS = HALF;

/** Returns the mask of the k largest scores, which is the same as that of the sort in reference/top-k.ts. */
export function radixSelect(scores: Float32Array, k: number): Uint8Array {
  const bits = new Int32Array(scores.buffer, scores.byteOffset, scores.length);
  const counts = new Uint32Array(COUNTS);
  countHigh(counts, bits);
  const high = bucketOf(counts, k);
  const keep = new Uint8Array(bits.length);
  const tied = new Uint32Array(high.size);
  keepHigh(keep, tied, bits, high.bucket, 0);
  keepTied(keep, tied, bits, high.wanted);
  return keep;
}

/** Counts the high halves of the scores, given as bits, and adds the counts to `counts`. */
export function countHigh(counts: Uint32Array, bits: Int32Array) {
  inBlocks(bits.length, (from, to) => countBlock(counts, bits, from, to));
}

/**
 * Marks the scores in higher buckets in `keep`, and lists the indices of the scores in this bucket in `tied`.
 *
 * @param first index of the first score; not 0 if a thread handles only a part of the scores.
 */
export function keepHigh(
  keep: Uint8Array,
  tied: Uint32Array,
  bits: Int32Array,
  bucket: number,
  first: number,
) {
  let listed = 0;
  inBlocks(bits.length, (from, to) => {
    listed = keepBlock(keep, tied, listed, bits, bucket, first, from, to);
  });
}

/** Marks the `wanted` best of the tied entries: those with the highest low halves and, in case of ties, the lowest indices. */
export function keepTied(keep: Uint8Array, tied: Uint32Array, bits: Int32Array, wanted: number) {
  const low = bucketOf(countLow(bits, tied), wanted);
  let rest = low.wanted;
  for (const i of tied) {
    const bucket = rank(bits[i]) & (HALF - 1);
    if (bucket > low.bucket || (bucket === low.bucket && rest-- > 0)) keep[i] = 1;
  }
}

/** Visits 0 … n − 1 in blocks, because engines switch to the optimized version of a function only between calls. */
function inBlocks(n: number, visit: (from: number, to: number) => void) {
  for (let from = 0; from < n; from += BLOCK) visit(from, Math.min(from + BLOCK, n));
}

/** Returns an integer with the same order as the scores: the bits of the magnitude with the score's sign. −0 gives 0. */
function rank(bits: number): number {
  const sign = bits >> 31; // The mask is −1 for negative scores, otherwise 0.
  return (((bits & 0x7fffffff) ^ sign) - sign) | 0;
}

/** Returns the high half of a rank, shifted so that the smallest is 0. */
function highHalf(bits: number): number {
  return (rank(bits) >> 16) + HALF / 2;
}

/** Counts the high halves of a block, four per iteration, because the loop itself costs as much as the counting. */
function countBlock(counts: Uint32Array, bits: Int32Array, from: number, to: number) {
  let i = from;
  for (; i < to - 3; i += 4) {
    counts[highHalf(bits[i])]++;
    counts[highHalf(bits[i + 1])]++;
    counts[highHalf(bits[i + 2])]++;
    counts[highHalf(bits[i + 3])]++;
  }
  for (; i < to; i++) counts[highHalf(bits[i])]++;
}

function countLow(bits: Int32Array, tied: Uint32Array): Uint32Array {
  const counts = new Uint32Array(HALF);
  for (const i of tied) counts[rank(bits[i]) & (HALF - 1)]++;
  return counts;
}

/** The bucket that contains the k-th largest entry. */
export interface Bucket {
  /** The high or low half that all its entries share. */
  readonly bucket: number;
  /** Number of entries in it. */
  readonly size: number;
  /** Number of its entries that are among the k largest. */
  readonly wanted: number;
}

/** Finds the bucket that contains the k-th largest entry. */
export function bucketOf(counts: Uint32Array, k: number): Bucket {
  let bucket = HALF - 1;
  let wanted = k;
  while (wanted > counts[bucket]) wanted -= counts[bucket--];
  return { bucket, size: counts[bucket], wanted };
}

/** Does the work of `keepHigh` for one block. Returns the number of entries listed so far. */
function keepBlock(
  keep: Uint8Array,
  tied: Uint32Array,
  listed: number,
  bits: Int32Array,
  bucket: number,
  first: number,
  from: number,
  to: number,
): number {
  let count = listed;
  for (let i = from; i < to; i++) {
    const high = highHalf(bits[i]);
    keep[i] = (bucket - high) >>> 31; // Adds 1 if high > bucket; a branch would often be mispredicted.
    if (high === bucket) tied[count++] = first + i;
  }
  return count;
}
