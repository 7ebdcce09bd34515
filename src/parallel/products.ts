// Matrix products that are large enough for several threads. All others are computed by the kernels for one thread.

import { byColumn } from '../kernels/by-column.ts';
import type { KernelHeap } from '../kernels/heap.ts';
import { KernelHeapError, type Kernels, type SparsePattern } from '../kernels/index.ts';
import { Staging } from '../kernels/staging.ts';
import { denseWork, type Sizes, type Work } from './bands.ts';
import { columnParts } from './column-parts.ts';
import { batchWork, columnsWork, entriesWork, rowsWork } from './sparse-bands.ts';

/** Sizes from which two threads are faster than one with a margin, as measured in benchmarks/README.md. */
export const SPLIT_AXES = {
  /** Number of multiplications of a dense product. */
  dense: 2 ** 25,
  /** Number of surviving weights times number of examples of a sparse product. */
  sparse: 2 ** 24,
  /** Number of scores of a top-k selection. */
  topK: 2 ** 20,
};

/** Computes work whose operands are in place. */
export type Run = (work: Work, at: Staging) => void;

/** Returns the matrix products, dense and sparse. Large ones are computed by `run` in `parts` parts, others by `alone`. */
export function threadedProducts(
  alone: Kernels,
  heap: KernelHeap,
  sizes: Sizes,
  parts: number,
  run: Run,
  cutOver: Pick<typeof SPLIT_AXES, 'dense' | 'sparse'>,
) {
  const at = new Staging(heap);

  /**
   * Computes the work on several threads. Returns false if there is only one band, or the heap has no memory for several.
   */
  function together(stage: () => Work): boolean {
    at.open();
    try {
      const work = stage();
      if (work.bands.length < 2) return false;
      run(work, at);
    } catch (error) {
      if (error instanceof KernelHeapError) return false;
      throw error;
    }
    at.close();
    return true;
  }

  const dense =
    (name: 'matmulNN' | 'matmulNT' | 'matmulTN'): Kernels['matmulNN'] =>
    (c, a, b, m, k, n) => {
      const stage = () => denseWork(name, [at.output(c), at.input(a), at.input(b)], [m, k, n], parts, sizes);
      if (m * k * n < cutOver.dense || !together(stage)) alone[name](c, a, b, m, k, n);
    };

  const sparse =
    (name: 'sparseNT' | 'sparseNN' | 'sparseTN'): Kernels['sparseNT'] =>
    (out, a, b, pattern, batch) => {
      const stage = () => {
        const operands = { out: at.output(out), a: at.input(a), b: at.input(b) };
        const lists = (start: Uint32Array, place: Uint32Array) => ({
          ...operands,
          start: at.indices(start),
          place: at.indices(place),
        });
        if (name === 'sparseTN') {
          const turned = byColumn(pattern, heap);
          return entriesWork(lists(turned.columnStart, turned.place), turned, batch, parts, sizes);
        }
        // Bands of examples read all entries, and bands of W process all numbers of x or dy.
        const own = lists(pattern.rowStart, pattern.column);
        const numbers = batch * (name === 'sparseNT' ? pattern.columns : pattern.rows);
        if (entries(pattern) <= numbers) return batchWork(name, own, pattern, batch, parts, sizes);
        if (name === 'sparseNT') return rowsWork(own, pattern, batch, parts, sizes);
        return columnsWork(operands, columnParts(pattern, parts, heap), batch, sizes);
      };
      const worth = entries(pattern) * batch >= cutOver.sparse;
      if (!worth || !together(stage)) alone[name](out, a, b, pattern, batch);
    };

  return {
    matmulNN: dense('matmulNN'),
    matmulNT: dense('matmulNT'),
    matmulTN: dense('matmulTN'),
    sparseNT: sparse('sparseNT'),
    sparseNN: sparse('sparseNN'),
    sparseTN: sparse('sparseTN'),
  };
}

const entries = ({ rows, rowStart }: SparsePattern): number => rowStart[rows];
