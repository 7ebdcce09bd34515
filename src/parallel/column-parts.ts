import type { KernelHeap } from '../kernels/heap.ts';
import type { SparsePattern } from '../kernels/index.ts';
import { splitByEntries } from './split-work.ts';

/** The entries of a sparse pattern in columns `from` … `to` − 1, as a pattern of the same matrix. */
export interface ColumnPart {
  readonly from: number;
  readonly to: number;
  readonly pattern: SparsePattern;
  /** The index of each entry in the whole pattern. */
  readonly entries: Uint32Array;
}

const known = new WeakMap<SparsePattern, { readonly parts: number; readonly made: readonly ColumnPart[] }>();

/** Divides a pattern by columns into at most `parts` parts with about as many entries each. The result is cached. */
export function columnParts(pattern: SparsePattern, parts: number, heap: KernelHeap): readonly ColumnPart[] {
  const before = known.get(pattern);
  if (before?.parts === parts) return before.made;
  const starts = splitByEntries({ rows: pattern.columns, rowStart: columnStarts(pattern) }, parts);
  const made = starts.slice(1).map((to, i) => partOf(pattern, starts[i], to, heap));
  known.set(pattern, { parts, made });
  return made;
}

/**
 * Returns the positions at which the entries of each column would start if the pattern were stored column by column.
 */
function columnStarts({ rows, columns, rowStart, column }: SparsePattern): Uint32Array {
  const starts = new Uint32Array(columns + 1);
  for (let e = 0; e < rowStart[rows]; e++) starts[column[e] + 1]++;
  for (let c = 0; c < columns; c++) starts[c + 1] += starts[c];
  return starts;
}

function partOf(pattern: SparsePattern, from: number, to: number, heap: KernelHeap): ColumnPart {
  const { rows, columns, column } = pattern;
  const inside = (e: number): boolean => column[e] >= from && column[e] < to;
  let count = 0;
  for (let e = 0; e < pattern.rowStart[rows]; e++) if (inside(e)) count++;
  const rowStart = heap.allocateIndices(rows + 1);
  const [own, entries] = [heap.allocateIndices(count), heap.allocateIndices(count)];
  let next = 0;
  for (let i = 0; i < rows; i++) {
    for (let e = pattern.rowStart[i]; e < pattern.rowStart[i + 1]; e++) {
      if (!inside(e)) continue;
      own[next] = column[e];
      entries[next++] = e;
    }
    rowStart[i + 1] = next;
  }
  return { from, to, pattern: { rows, columns, rowStart, column: own }, entries };
}
