// Softmax of each row of Z [rows, columns]. The maximum of the row is subtracted first, so that no exponential overflows. The
// exponentials of a row are added in increasing column order from +0, in blocks if there are more than 1024 columns.

import { exp, log } from '../../numeric/index.ts';
import { addInBlocks } from './blocks.ts';

const { fround } = Math;

/** Computes out[i, j] = e^(z − max) ÷ Σ e^(z − max). */
export function softmax(out: Float32Array, z: Float32Array, rows: number, columns: number) {
  for (let start = 0; start < rows * columns; start += columns) {
    const max = rowMax(z, start, columns);
    const total = addInBlocks(columns, (from, to) => {
      let s = 0;
      for (let j = start + from; j < start + to; j++) {
        out[j] = exp(fround(z[j] - max));
        s = fround(s + out[j]);
      }
      return s;
    });
    for (let j = start; j < start + columns; j++) out[j] = out[j] / total;
  }
}

/** Computes out[i, j] = (z − max) − ln Σ e^(z − max). */
export function logSoftmax(out: Float32Array, z: Float32Array, rows: number, columns: number) {
  for (let start = 0; start < rows * columns; start += columns) {
    const max = rowMax(z, start, columns);
    const total = addInBlocks(columns, (from, to) => {
      let s = 0;
      for (let j = start + from; j < start + to; j++) {
        out[j] = z[j] - max;
        s = fround(s + exp(out[j]));
      }
      return s;
    });
    const logTotal = log(total);
    for (let j = start; j < start + columns; j++) out[j] = out[j] - logTotal;
  }
}

function rowMax(z: Float32Array, start: number, columns: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let j = start; j < start + columns; j++) if (z[j] > max) max = z[j];
  return max;
}
