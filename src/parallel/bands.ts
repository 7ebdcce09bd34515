// Divides a computation into bands for several threads. A result is divided between its rows or its columns, never within a sum,
// so that no bit can change. Names are those of the kernels: C [m, n] is a sum over k; a, b and c are addresses. Every number
// here is an address, a size or a distance in bytes, or a count.

import type { SimdExports } from '../kernels/simd-exports.ts';
import { CALLS } from './compute.ts';
import type { Band } from './control.ts';
import { splitEvenly } from './split-work.ts';

/** A computation in bands, and the memory that each thread needs for intermediate results. */
export interface Work {
  readonly bands: readonly Band[];
  /** Size in bytes of each thread's region for intermediate results. */
  readonly bytes: number;
}

/** Functions that return the sizes of the kernels' own work regions. */
export type Sizes = Pick<SimdExports, 'matmulBytes' | 'sparseBytes'>;

type Call = readonly number[];
type Dense = 'matmulNN' | 'matmulNT' | 'matmulTN';

/** Returns one call of a kernel as numbers. */
export const call = (name: (typeof CALLS)[number], ...args: number[]): Call => [CALLS.indexOf(name), ...args];
/** Rounds a number of bytes up to a multiple of 16. */
export const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Divides a dense product into bands of rows if C is tall, and of columns if C is wide. */
export function denseWork(
  kernel: Dense,
  [c, a, b]: readonly [c: number, a: number, b: number],
  [m, k, n]: readonly [m: number, k: number, n: number],
  parts: number,
  sizes: Sizes,
): Work {
  const byRows = m >= n;
  const starts = splitEvenly(byRows ? m : n, parts, 8);
  const widest = starts[1] ?? 0;
  const room = aligned(4 * widest * (byRows ? k : Math.max(k, m)));
  const work = ~(2 * room);
  const bands = starts.slice(0, -1).map((start, i): Band => {
    const width = starts[i + 1] - start;
    return byRows ? rows(start, width) : columns(start, width);
  });
  return {
    bands,
    bytes: 2 * room + (byRows ? sizes.matmulBytes(widest, k, n) : sizes.matmulBytes(m, k, widest)),
  };

  /**
   * Returns a band of rows of C. They correspond to rows of A. If A is stored as [k, m], they correspond to columns, which are
   * copied into a contiguous block.
   */
  function rows(start: number, height: number): Band {
    const to = c + 4 * start * n;
    if (kernel !== 'matmulTN') return [call(kernel, to, a + 4 * start * k, b, height, k, n, work)];
    return [
      call('copyRows', ~0, 4 * height, a + 4 * start, 4 * m, k, 4 * height),
      call(kernel, to, ~0, b, height, k, n, work),
    ];
  }

  /**
   * Returns a band of columns of C, which are copied to their place in the result. They correspond to columns of B, or to rows
   * if B is stored as [n, k].
   */
  function columns(start: number, width: number): Band {
    const from = kernel === 'matmulNT' ? b + 4 * start * k : ~0;
    const product = [
      call(kernel, ~room, a, from, m, k, width, work),
      call('copyRows', c + 4 * start, 4 * n, ~room, 4 * width, m, 4 * width),
    ];
    if (kernel === 'matmulNT') return product;
    return [call('copyRows', ~0, 4 * width, b + 4 * start, 4 * n, k, 4 * width), ...product];
  }
}

/** A part of the scores. */
interface Part {
  readonly start: number;
  readonly length: number;
}

/**
 * The two passes of top-k over a part of the scores: the first counts scores, the second marks the selected scores and lists the
 * ties.
 */
export const topKBand = {
  count: (counts: number, scores: number, { start, length }: Part): Band => [
    call('countHigh', counts, scores + 4 * start, length),
  ],
  keep: (
    keep: number,
    tied: { readonly address: number; readonly size: number },
    scores: number,
    { start, length }: Part,
    bucket: number,
  ): Band => [
    call('keepHigh', keep + start, tied.address, tied.size, scores + 4 * start, length, bucket, start),
  ],
};
