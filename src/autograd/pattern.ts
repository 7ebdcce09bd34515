import { ValueError } from '../errors.ts';
import { allocateIndices, type SparsePattern } from '../kernels/index.ts';

/** Where a pruned weight has survivors, by row and as flat positions. */
export interface Pattern extends SparsePattern {
  /** Each entry's position in the weight, row · columns + column, in increasing order. */
  readonly survivors: Uint32Array;
}

/**
 * The density at and below which a step over survivors alone takes less time than one over the whole weight: measured,
 * see `benchmarks/README.md`.
 */
export const SPARSE_DENSITY = 0.45;

let sparseDensity = SPARSE_DENSITY;

/**
 * Chooses by hand the density at and below which masks set from now on are computed over survivors alone: 0 never, 1
 * always. Results do not depend on it, only speed does. Throws a ValueError outside [0, 1].
 */
export function useSparseBelow(density: number): void {
  if (!(density >= 0 && density <= 1)) throw new ValueError('density', 'must be in [0, 1]', density);
  sparseDensity = density;
}

/** The pattern of a mask over a matrix, or null where it keeps too much for a pattern to pay. */
export function patternOf(mask: Uint8Array, rows: number, columns: number): Pattern | null {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i];
  if (sparseDensity === 0 || count > sparseDensity * mask.length) return null;
  const rowStart = allocateIndices(rows + 1);
  const column = allocateIndices(count);
  const survivors = allocateIndices(count);
  let entry = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (mask[i * columns + j] === 0) continue;
      column[entry] = j;
      survivors[entry++] = i * columns + j;
    }
    rowStart[i + 1] = entry;
  }
  return { rows, columns, rowStart, column, survivors };
}
