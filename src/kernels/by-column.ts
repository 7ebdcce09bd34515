import type { KernelHeap } from './heap.ts';
import type { SparsePattern } from './reference/index.ts';

/** The entries of a pattern, column by column. */
export interface ByColumn {
  readonly rows: number;
  readonly columns: number;
  /**
   * Bounds of the columns: the entries of column c are at columnStart[c] … columnStart[c + 1] − 1. Length columns + 1.
   */
  readonly columnStart: Uint32Array;
  /** For each entry its row, which increases within a column, and its index in the pattern. */
  readonly place: Uint32Array;
}

const known = new WeakMap<SparsePattern, ByColumn>();

/** Returns the entries of a pattern column by column. The result is cached. */
export function byColumn(pattern: SparsePattern, heap: KernelHeap): ByColumn {
  let turned = known.get(pattern);
  if (turned === undefined) {
    turned = turn(pattern, heap);
    known.set(pattern, turned);
  }
  return turned;
}

function turn({ rows, columns, rowStart, column }: SparsePattern, heap: KernelHeap): ByColumn {
  const count = rowStart[rows];
  const columnStart = heap.allocateIndices(columns + 1);
  for (let e = 0; e < count; e++) columnStart[column[e] + 1]++;
  for (let c = 0; c < columns; c++) columnStart[c + 1] += columnStart[c];
  const place = heap.allocateIndices(2 * count);
  const next = columnStart.slice();
  for (let i = 0; i < rows; i++) {
    for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
      const at = 2 * next[column[e]]++;
      place[at] = i;
      place[at + 1] = e;
    }
  }
  return { rows, columns, columnStart, place };
}
