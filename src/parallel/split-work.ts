// Divides ranges into parts for several threads.

import type { SparsePattern } from '../kernels/index.ts';

/**
 * Divides 0 … length into at most `parts` parts and returns their bounds 0 = start₀ < start₁ < … = length. Every part but the
 * last is a multiple of `grain`.
 */
export function splitEvenly(length: number, parts: number, grain: number): number[] {
  const size = Math.max(grain, Math.ceil(length / parts / grain) * grain);
  const starts = Array.from({ length: Math.ceil(length / size) }, (_, i) => i * size);
  return [...starts, length];
}

/**
 * Divides the rows of a pattern into at most `parts` bands with about as many entries each, and returns their bounds.
 */
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
