import { type Pattern, patternOf, SPARSE_DENSITY, useSparseBelow } from '../../src/sparse/index.ts';

/** Runs `f` while every mask gets a pattern (1), or none does (0). */
export function withSparseBelow<T>(density: number, f: () => T): T {
  useSparseBelow(density);
  try {
    return f();
  } finally {
    useSparseBelow(SPARSE_DENSITY);
  }
}

/** The pattern of a mask, however many weights it keeps. */
export const patternOfBits = (bits: ArrayLike<number>, rows: number, columns: number): Pattern =>
  withSparseBelow(1, () => patternOf(Uint8Array.from(bits), rows, columns)) as Pattern;
