import { type Pattern, patternOf, SPARSE_DENSITY, useSparseBelow } from '../../src/sparse/index.ts';

/** Runs `f` with a pattern for every mask (density 1), or for none (density 0). */
export function withSparseBelow<T>(density: number, f: () => T): T {
  useSparseBelow(density);
  try {
    return f();
  } finally {
    useSparseBelow(SPARSE_DENSITY);
  }
}

/** Returns the pattern of a mask at any density. */
export const patternOfBits = (bits: ArrayLike<number>, rows: number, columns: number): Pattern =>
  withSparseBelow(1, () => patternOf(Uint8Array.from(bits), rows, columns)) as Pattern;
