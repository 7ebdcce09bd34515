import { allocateIndices, type SparsePattern } from '../kernels/index.ts';
import { isSparse } from './sparse-threshold.ts';

/** The positions of the surviving weights of a matrix, by row and column and as indices of its array. */
export interface Pattern extends SparsePattern {
  /** The index of each surviving weight in the row-major array, row · columns + column, in increasing order. */
  readonly positions: Uint32Array;
}

/** Returns the pattern of a [rows, columns] mask, or null if it keeps too many weights for sparse execution. */
export function patternOf(mask: Uint8Array, rows: number, columns: number): Pattern | null {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i];
  if (!isSparse(count, mask.length)) return null;
  const rowStart = allocateIndices(rows + 1);
  const column = allocateIndices(count);
  const positions = allocateIndices(count);
  let entry = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (mask[i * columns + j] === 0) continue;
      column[entry] = j;
      positions[entry++] = i * columns + j;
    }
    rowStart[i + 1] = entry;
  }
  return { rows, columns, rowStart, column, positions };
}
