import { ValueError } from '../errors.ts';
import { allocateIndices, type SparsePattern } from '../kernels/index.ts';

/** Where the surviving weights of a matrix are: by row and column, and as positions. */
export interface Pattern extends SparsePattern {
  /** Each surviving weight's position in the matrix, row · columns + column, in increasing order. */
  readonly positions: Uint32Array;
}

/**
 * The density up to which a training step that computes with surviving weights only takes less time than a dense one:
 * measured, see `benchmarks/README.md`.
 */
export const SPARSE_DENSITY = 0.45;

let sparseDensity = SPARSE_DENSITY;

/**
 * Sets the density up to which masks that are set from now on are computed with sparsely: 0 for never, 1 for always. It
 * changes speed, not results.
 *
 * @throws {ValueError} if `density` is not in [0, 1].
 */
export function useSparseBelow(density: number): void {
  if (!(density >= 0 && density <= 1)) throw new ValueError('density', 'must be in [0, 1]', density);
  sparseDensity = density;
}

/** The pattern of a mask over a [rows, columns] matrix, or null if it keeps too many weights for a pattern to pay. */
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
