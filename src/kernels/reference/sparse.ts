// Products of a Linear layer whose weight W [rows, columns] has few surviving values. w lists these values row by row, and a
// pattern gives the position of each. Every result has the same bits as the product with the dense W: the omitted terms are
// zeros, and the others are added in the same order. x [batch, columns] is the input, y [batch, rows] the output; dx and dy are
// their gradients; e is an entry of w.

import { addInBlocks } from './blocks.ts';
import { addLanes } from './lanes.ts';

const { fround } = Math;

/** The positions of the entries of w in W: compressed sparse rows (CSR) without the values. */
export interface SparsePattern {
  readonly rows: number;
  readonly columns: number;
  /** The entries of row i are rowStart[i] … rowStart[i + 1] − 1. Length rows + 1. */
  readonly rowStart: Uint32Array;
  /** The column of each entry, increasing within a row. */
  readonly column: Uint32Array;
}

/** Computes y = x·Wᵀ, each element summed over the columns of W in increasing order. */
export function sparseNT(
  y: Float32Array,
  x: Float32Array,
  w: Float32Array,
  { rows, columns, rowStart, column }: SparsePattern,
  batch: number,
) {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < rows; i++) {
      y[b * rows + i] = addInBlocks(columns, (from, to) => {
        let s = 0;
        for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
          if (column[e] >= from && column[e] < to) s = fround(s + fround(w[e] * x[b * columns + column[e]]));
        }
        return s;
      });
    }
  }
}

/** Computes dx = dy·W, each element summed over the rows of W in increasing order. */
export function sparseNN(
  dx: Float32Array,
  dy: Float32Array,
  w: Float32Array,
  { rows, columns, rowStart, column }: SparsePattern,
  batch: number,
) {
  for (let b = 0; b < batch; b++) {
    const sums = addInBlocks(
      rows,
      (from, to) => {
        const s = new Float32Array(columns);
        for (let i = from; i < to; i++) {
          for (let e = rowStart[i]; e < rowStart[i + 1]; e++) s[column[e]] += fround(w[e] * dy[b * rows + i]);
        }
        return s;
      },
      (left, right) => left.map((sum, j) => sum + right[j]),
    );
    dx.set(sums, b * columns);
  }
}

/**
 * Computes g[e] = (dyᵀ·x)[row of e, column of e], the gradient of w, each element summed over the batch in lane order.
 */
export function sparseTN(
  g: Float32Array,
  dy: Float32Array,
  x: Float32Array,
  { rows, columns, rowStart, column }: SparsePattern,
  batch: number,
) {
  for (let i = 0; i < rows; i++) {
    for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
      g[e] = addInBlocks(batch, (from, to) =>
        addLanes((lane) => {
          let s = 0;
          for (let b = from + lane; b < to; b += 4) {
            s = fround(s + fround(dy[b * rows + i] * x[b * columns + column[e]]));
          }
          return s;
        }),
      );
    }
  }
}

/** Reads the values of `a` at the given positions: out[e] = a[at[e]]. */
export function gather(out: Float32Array, a: Float32Array, at: Uint32Array) {
  for (let e = 0; e < at.length; e++) out[e] = a[at[e]];
}

/** Writes values to the given positions, out[at[e]] = a[e], and leaves the rest of `out` unchanged. */
export function scatter(out: Float32Array, a: Float32Array, at: Uint32Array) {
  for (let e = 0; e < at.length; e++) out[at[e]] = a[e];
}
