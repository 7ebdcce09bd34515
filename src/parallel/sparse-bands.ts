// Divides the products of a pruned layer into bands. The weight W [rows, columns] has few surviving values, listed in w; x
// [batch, columns] is the input, y [batch, rows] the output, and dx and dy are their gradients. Numbers have the meaning
// described in bands.ts.

import type { ByColumn } from '../kernels/by-column.ts';
import type { SparsePattern } from '../kernels/index.ts';
import { aligned, call, type Sizes, type Work } from './bands.ts';
import type { ColumnPart } from './column-parts.ts';
import type { Band } from './control.ts';
import { splitByEntries, splitEvenly } from './split-work.ts';

/**
 * Addresses of a sparse product: the result, the operands in the order of the kernel, and the two index lists of the pattern.
 */
export interface SparseAddresses {
  readonly out: number;
  readonly a: number;
  readonly b: number;
  /** Address of the positions at which the entries of each row or column start. */
  readonly start: number;
  /** Address of the column of each entry, or of its position. */
  readonly place: number;
}

/**
 * Divides y = x·Wᵀ or dx = dy·W into bands of examples. Their size is a multiple of 16, because the kernels pad the batch to
 * that.
 */
export function batchWork(
  kernel: 'sparseNT' | 'sparseNN',
  { out, a, b, start: rowStart, place: column }: SparseAddresses,
  { rows, columns, rowStart: counts }: SparsePattern,
  batch: number,
  parts: number,
  sizes: Sizes,
): Work {
  const [outWidth, aWidth] = kernel === 'sparseNT' ? [rows, columns] : [columns, rows];
  const starts = splitEvenly(batch, parts, 16);
  const bands = starts.slice(0, -1).map((start, i): Band => {
    const operands = [out + 4 * start * outWidth, a + 4 * start * aWidth, b];
    return [call(kernel, ...operands, rows, columns, rowStart, column, starts[i + 1] - start, ~0)];
  });
  return { bands, bytes: sizes.sparseBytes(rows, columns, starts[1] ?? 0, counts[rows]) };
}

/**
 * Divides dx = dy·W into bands of W's columns. The pattern is divided in advance, so that each thread processes its own entries
 * only; it gathers their values first. A band computes its own dx, in which all other columns are +0, and copies its columns to
 * the result.
 */
export function columnsWork(
  { out, a: dy, b: w }: Pick<SparseAddresses, 'out' | 'a' | 'b'>,
  columnParts: readonly ColumnPart[],
  batch: number,
  sizes: Sizes,
): Work {
  const [{ rows, columns }] = columnParts.map(({ pattern }) => pattern);
  const most = Math.max(...columnParts.map(({ pattern }) => pattern.column.length));
  const values = aligned(4 * batch * columns);
  const work = values + aligned(4 * most);
  const bands = columnParts.map(({ from, to, entries, pattern: { rowStart, column } }): Band => {
    const lists = [rowStart.byteOffset, column.byteOffset];
    return [
      call('gather', ~values, w, entries.byteOffset, entries.length),
      call('sparseNN', ~0, dy, ~values, rows, columns, ...lists, batch, ~work),
      call('copyRows', out + 4 * from, 4 * columns, ~(4 * from), 4 * columns, batch, 4 * (to - from)),
    ];
  });
  return { bands, bytes: work + sizes.sparseBytes(rows, columns, batch, most) };
}

/**
 * Divides y = x·Wᵀ into bands of W's rows with about as many surviving weights each, so that each thread processes its own only.
 * They are columns of y, which are copied to their place in the result.
 */
export function rowsWork(
  { out, a: x, b: w, start: rowStart, place: column }: SparseAddresses,
  pattern: SparsePattern,
  batch: number,
  parts: number,
  sizes: Sizes,
): Work {
  const { rows, columns, rowStart: counts } = pattern;
  const starts = splitByEntries(pattern, parts);
  const heights = starts.slice(1).map((end, i) => end - starts[i]);
  const most = Math.max(0, ...heights.map((height, i) => counts[starts[i] + height] - counts[starts[i]]));
  const work = aligned(4 * batch * Math.max(0, ...heights));
  const bands = heights.map((height, i): Band => {
    const first = 4 * starts[i];
    const own = [height, columns, rowStart + first, column, batch, ~work];
    return [
      call('sparseNT', ~0, x, w, ...own),
      call('copyRows', out + first, 4 * rows, ~0, 4 * height, batch, 4 * height),
    ];
  });
  return { bands, bytes: work + sizes.sparseBytes(Math.max(0, ...heights), columns, batch, most) };
}

/**
 * Divides g = dyᵀ·x at W's surviving weights into bands of W's columns with about as many surviving weights each. The columns of
 * x that belong to a band are copied into a contiguous block.
 */
export function entriesWork(
  { out, a: dy, b: x, start: columnStart, place }: SparseAddresses,
  { rows, columns, columnStart: counts }: ByColumn,
  batch: number,
  parts: number,
  sizes: Sizes,
): Work {
  const starts = splitByEntries({ rows: columns, rowStart: counts }, parts);
  const widths = starts.slice(1).map((end, i) => end - starts[i]);
  const widest = Math.max(0, ...widths);
  const work = aligned(4 * batch * widest);
  const bands = widths.map((width, i): Band => {
    const own = [rows, width, columnStart + 4 * starts[i], place, batch, ~work];
    return [
      call('copyRows', ~0, 4 * width, x + 4 * starts[i], 4 * columns, batch, 4 * width),
      call('sparseTN', out, dy, ~0, ...own),
    ];
  });
  return { bands, bytes: work + sizes.sparseBytes(rows, widest, batch, 0) };
}
