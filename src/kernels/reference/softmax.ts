// Softmax over each row of Z [rows, columns], shifted by the row's maximum so that no exponential overflows.
// A row's exponentials are added in increasing column order from +0.

import { exp, log } from '../../numeric/index.ts';

const { fround } = Math;

/** out[i, j] = e^(z − max) ÷ Σ e^(z − max). */
export function softmax(out: Float32Array, z: Float32Array, rows: number, columns: number) {
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    const max = rowMax(z, start, columns);
    let total = 0;
    for (let j = start; j < start + columns; j++) {
      out[j] = exp(fround(z[j] - max));
      total = fround(total + out[j]);
    }
    for (let j = start; j < start + columns; j++) out[j] = out[j] / total;
  }
}

/** out[i, j] = (z − max) − ln Σ e^(z − max). */
export function logSoftmax(out: Float32Array, z: Float32Array, rows: number, columns: number) {
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    const max = rowMax(z, start, columns);
    let total = 0;
    for (let j = start; j < start + columns; j++) {
      out[j] = z[j] - max;
      total = fround(total + exp(out[j]));
    }
    const logTotal = log(total);
    for (let j = start; j < start + columns; j++) out[j] = out[j] - logTotal;
  }
}

function rowMax(z: Float32Array, start: number, columns: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let j = start; j < start + columns; j++) if (z[j] > max) max = z[j];
  return max;
}
