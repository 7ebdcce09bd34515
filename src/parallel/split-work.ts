// Where a length is cut.

import type { SparsePattern } from '../kernels/index.ts';

/** 0 = start₀ ≤ start₁ ≤ … = length: `parts` parts or fewer, none empty, each but the last a multiple of `grain`. */
export function splitEvenly(length: number, parts: number, grain: number): number[] {
  const size = Math.max(grain, Math.ceil(length / parts / grain) * grain);
  const starts = Array.from({ length: Math.ceil(length / size) }, (_, i) => i * size);
  return [...starts, length];
}

/** Starts of bands of rows, `parts` or fewer, each with about as many entries. */
export function splitByEntries(
  { rows, rowStart }: Pick<SparsePattern, 'rows' | 'rowStart'>,
  parts: number,
): number[] {
  const starts = [0];
  for (let row = 1; row < rows; row++) {
    if (starts.length === parts) break;
    if (rowStart[row] * parts >= rowStart[rows] * starts.length) starts.push(row);
  }
  if (rows > 0) starts.push(rows);
  return starts;
}
