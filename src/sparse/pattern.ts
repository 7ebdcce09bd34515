import { ValueError } from '../errors.ts';
import { allocateIndices, type SparsePattern } from '../kernels/index.ts';

/** The positions of the surviving weights of a matrix, by row and column and as indices of its array. */
export interface Pattern extends SparsePattern {
  /** The index of each surviving weight in the row-major array, row · columns + column, in increasing order. */
  readonly positions: Uint32Array;
}

/**
 * The maximum density at which a training step that computes with surviving weights only is faster than a dense one, as
 * measured in `benchmarks/README.md`.
 */
export const SPARSE_DENSITY = 0.45;

let sparseDensity = SPARSE_DENSITY;

/**
 * Sets the maximum density for sparse execution: 0 for never, 1 for always. It applies to masks that are set afterwards, and
 * affects only speed.
 *
 * @throws {ValueError} if `density` is not in [0, 1].
 *
 * @example
 * const weight = new Parameter(ones([1, 2]));
 * useSparseBelow(0);
 * weight.prune([1, 0]);
 * weight.pattern; // → null
 * useSparseBelow(SPARSE_DENSITY);
 */
export function useSparseBelow(density: number): void {
  if (!(density >= 0 && density <= 1)) throw new ValueError('density', 'must be in [0, 1]', density);
  sparseDensity = density;
}

/** Returns the pattern of a [rows, columns] mask, or null if it keeps too many weights for sparse execution. */
export function patternOf(mask: Uint8Array, rows: number, columns: number): Pattern | null {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i];
  if (sparseDensity === 0 || count > sparseDensity * mask.length) return null;
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
