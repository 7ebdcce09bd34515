// Exact top-k without sorting. A score's bits, read as an integer that orders as the scores do, have a high and a low
// half. A histogram of the high halves says in which bucket the k-th score lies: the buckets above it are kept whole,
// and only its own entries, few of them, meet a histogram of the low halves. What is left after that ties in every
// bit, and the lowest indices are kept.

const HALF = 2 ** 16;
const BLOCK = 2 ** 14;

/** How many counts there are: one for each value of a half. */
export const COUNTS = HALF;

type TopK = (scores: Float32Array, k: number) => Uint8Array;

let standIn: TopK | null = null;

/** Puts another function of the same results in the place of `topK`: one that uses threads; null puts it back. */
export function standInForTopK(other: TopK | null): void {
  standIn = other;
}

/**
 * Which k entries rank first: keep[i] = 1 for the k largest scores, the lower index first among equals, else 0.
 * Exactly k survive, ties included; −0 equals +0. Scores must not be NaN, and 0 ≤ k ≤ scores.length: the caller checks.
 */
export function topK(scores: Float32Array, k: number): Uint8Array {
  return (standIn ?? topKAlone)(scores, k);
}

/** The same, by this thread alone. */
export function topKAlone(scores: Float32Array, k: number): Uint8Array {
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

/** Adds how often each high half occurs among the scores, given as bits, to its count. */
export function countHigh(counts: Uint32Array, bits: Int32Array) {
  inBlocks(bits.length, (from, to) => countBlock(counts, bits, from, to));
}

/** Keeps the scores above the bucket, and lists those in it, tied so far; the first score has index `first`. */
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

/** Keeps as many as are wanted of the tied: those of the highest low halves, of equals the first. */
export function keepTied(keep: Uint8Array, tied: Uint32Array, bits: Int32Array, wanted: number) {
  const low = bucketOf(countLow(bits, tied), wanted);
  let rest = low.wanted;
  for (const i of tied) {
    const bucket = rank(bits[i]) & (HALF - 1);
    if (bucket > low.bucket || (bucket === low.bucket && rest-- > 0)) keep[i] = 1;
  }
}

/** An engine optimizes a function between its calls, so a long loop is better called often than run once. */
function inBlocks(n: number, visit: (from: number, to: number) => void) {
  for (let from = 0; from < n; from += BLOCK) visit(from, Math.min(from + BLOCK, n));
}

/** An integer that is larger exactly if the score is: ± the magnitude's bits, so that −0 is 0. */
function rank(bits: number): number {
  const sign = bits >> 31; // −1 below zero, else 0
  return (((bits & 0x7fffffff) ^ sign) - sign) | 0;
}

/** The high half of a rank, from 0 up. */
function highHalf(bits: number): number {
  return (rank(bits) >> 16) + HALF / 2;
}

/** Counts the high halves of a block. Four a turn: the loop itself costs as much as the counting. */
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

/** Where the k-th entry from the top lies. */
export interface Bucket {
  /** Which half it has. */
  readonly bucket: number;
  /** How many entries lie in it. */
  readonly size: number;
  /** How many of them are among the first k. */
  readonly wanted: number;
}

/** The bucket in which the k-th entry from the top lies. */
export function bucketOf(counts: Uint32Array, k: number): Bucket {
  let bucket = HALF - 1;
  let wanted = k;
  while (wanted > counts[bucket]) wanted -= counts[bucket--];
  return { bucket, size: counts[bucket], wanted };
}

/** Keeps a block's entries above the bucket and lists those in it, tied so far; → how many are listed by now. */
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
    keep[i] = (bucket - high) >>> 31; // 1 if high > bucket; a branch would be guessed wrong too often
    if (high === bucket) tied[count++] = first + i;
  }
  return count;
}
