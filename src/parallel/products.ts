// The products large enough for several threads. All others stay with the kernels that were there before.

import { byColumn } from '../kernels/by-column.ts';
import type { KernelHeap } from '../kernels/heap.ts';
import { KernelHeapError, type Kernels, type SparsePattern } from '../kernels/index.ts';
import { Staging } from '../kernels/staging.ts';
import { batchWork, denseWork, entriesWork, type Sizes, type Work } from './bands.ts';

/** Where two threads beat one, with a margin; measured, see benchmarks/README.md. */
export const CUT_OVER = {
  /** Multiplications of a dense product. */
  dense: 2 ** 22,
  /** Survivors × examples. */
  sparse: 2 ** 21,
  /** Scores that are ranked. */
  topK: 2 ** 18,
};

/** Computes work whose operands are in place. */
export type Run = (work: Work, at: Staging) => void;

/** The same kernels, the large products among them computed by `run` in so many parts. */
export function threadedProducts(
  alone: Kernels,
  heap: KernelHeap,
  sizes: Sizes,
  parts: number,
  run: Run,
  cutOver: typeof CUT_OVER = CUT_OVER,
): Kernels {
  const at = new Staging(heap);

  /** Whether it was computed: not where there is only one band, or the heap has no room for several. */
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
      const byRow = { start: pattern.rowStart, place: pattern.column };
      const stage = () => {
        const turned = byColumn(pattern, heap);
        const { start, place } =
          name === 'sparseTN' ? { start: turned.columnStart, place: turned.place } : byRow;
        const lists = { start: at.indices(start), place: at.indices(place) };
        const addresses = { out: at.output(out), a: at.input(a), b: at.input(b), ...lists };
        return name === 'sparseTN'
          ? entriesWork(addresses, turned, batch, parts, sizes)
          : batchWork(name, addresses, pattern, batch, parts, sizes);
      };
      const worth = entries(pattern) * batch >= cutOver.sparse;
      if (!worth || !together(stage)) alone[name](out, a, b, pattern, batch);
    };

  return {
    ...alone,
    matmulNN: dense('matmulNN'),
    matmulNT: dense('matmulNT'),
    matmulTN: dense('matmulTN'),
    sparseNT: sparse('sparseNT'),
    sparseNN: sparse('sparseNN'),
    sparseTN: sparse('sparseTN'),
  };
}

const entries = ({ rows, rowStart }: SparsePattern): number => rowStart[rows];
