import type { SparsePattern } from '../../kernels/index.ts';

/** The pattern of W's entries that are not 0, and where these are in W. */
export function patternOf(
  w: Float32Array,
  rows: number,
  columns: number,
): { pattern: SparsePattern; survivors: Uint32Array } {
  const survivors: number[] = [];
  const rowStart = [0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (w[i * columns + j] !== 0) survivors.push(i * columns + j);
    rowStart.push(survivors.length);
  }
  const column = Uint32Array.from(survivors, (at) => at % columns);
  const pattern = { rows, columns, rowStart: Uint32Array.from(rowStart), column };
  return { pattern, survivors: Uint32Array.from(survivors) };
}
