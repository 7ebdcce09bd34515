// The products of a Linear layer whose weight W [rows, columns] has few survivors. W stays where it is, dense; a
// pattern lists its survivors, row by row. Every result equals the dense product's, to the bit: the terms left out
// are zeros, and the others are added in the same order.
// Letters: x [batch, columns] the input, y [batch, rows] the output; dx, dy their gradients.

import { type AdamStep, adam, type SgdStep, sgd } from './optimizers.ts';

const { fround } = Math;

/** Where a matrix has survivors: compressed sparse rows, without the values. */
export interface SparsePattern {
  readonly rows: number;
  readonly columns: number;
  /** Row i's survivors are the entries rowStart[i] … rowStart[i + 1] − 1; rows + 1 numbers. */
  readonly rowStart: Uint32Array;
  /** Each entry's column, increasing within a row. */
  readonly column: Uint32Array;
}

/** y = x·Wᵀ over the survivors of W, each element summed over the columns in increasing order from +0. */
export function sparseNT(
  y: Float32Array,
  x: Float32Array,
  w: Float32Array,
  { rows, columns, rowStart, column }: SparsePattern,
  batch: number,
) {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < rows; i++) {
      let s = 0;
      for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
        s = fround(s + fround(w[i * columns + column[e]] * x[b * columns + column[e]]));
      }
      y[b * rows + i] = s;
    }
  }
}

/** dx = dy·W over the survivors of W, each element summed over the rows in increasing order from +0. */
export function sparseNN(
  dx: Float32Array,
  dy: Float32Array,
  w: Float32Array,
  { rows, columns, rowStart, column }: SparsePattern,
  batch: number,
) {
  dx.fill(0, 0, batch * columns);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < rows; i++) {
      for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
        dx[b * columns + column[e]] += fround(w[i * columns + column[e]] * dy[b * rows + i]);
      }
    }
  }
}

/** g[e] = (dyᵀ·x)[row of e, column of e] for each entry e: the survivors' gradient, summed over the batch in lane order. */
export function sparseTN(
  g: Float32Array,
  dy: Float32Array,
  x: Float32Array,
  { rows, columns, rowStart, column }: SparsePattern,
  batch: number,
) {
  const lanes = new Float32Array(4);
  for (let i = 0; i < rows; i++) {
    for (let e = rowStart[i]; e < rowStart[i + 1]; e++) {
      lanes.fill(0);
      for (let b = 0; b < batch; b++) lanes[b % 4] += fround(dy[b * rows + i] * x[b * columns + column[e]]);
      g[e] = fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]);
    }
  }
}

/**
 * `sgd` over a parameter's survivors only: w is dense, `grad` and u are compact, entry i belonging to w[survivors[i]].
 * Without survivors (null) nothing is pruned and all are dense.
 */
export function sparseSgd(
  w: Float32Array,
  grad: Float32Array,
  u: Float32Array,
  survivors: Uint32Array | null,
  step: SgdStep,
) {
  overSurvivors(w, survivors, (weights) => sgd(weights, grad, u, null, step));
}

/** `adam` over a parameter's survivors only: w is dense; `grad`, m and v are compact, as in sparseSgd. */
export function sparseAdam(
  w: Float32Array,
  grad: Float32Array,
  m: Float32Array,
  v: Float32Array,
  survivors: Uint32Array | null,
  step: AdamStep,
) {
  overSurvivors(w, survivors, (weights) => adam(weights, grad, m, v, null, step));
}

function overSurvivors(
  w: Float32Array,
  survivors: Uint32Array | null,
  update: (weights: Float32Array) => void,
) {
  if (survivors === null) return update(w);
  const weights = Float32Array.from(survivors, (at) => w[at]);
  update(weights);
  survivors.forEach((at, i) => {
    w[at] = weights[i];
  });
}
