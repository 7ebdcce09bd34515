import type { SparsePattern } from '../../../src/kernels/index.ts';

/** Returns the pattern of the nonzero entries of W, and their positions in W. */
export function patternOfMask(
  weight: Float32Array,
  rows: number,
  columns: number,
): { pattern: SparsePattern; positions: Uint32Array } {
  const positions: number[] = [];
  const rowStart = [0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (weight[i * columns + j] !== 0) positions.push(i * columns + j);
    rowStart.push(positions.length);
  }
  const column = Uint32Array.from(positions, (at) => at % columns);
  const pattern = { rows, columns, rowStart: Uint32Array.from(rowStart), column };
  return { pattern, positions: Uint32Array.from(positions) };
}
