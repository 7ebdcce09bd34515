// Softmax over each row of Z [rows, columns], for rows of up to MAX_UNBLOCKED columns (blocks.ts); for longer rows, simd.ts
// calls the reference. The exponentials of a row are added in sequence, so these loops do not use four lanes.

import { exp, log } from './numeric';

/** Computes out[i, j] = e^(z − max) ÷ Σ e^(z − max). */
export function softmax(out: usize, z: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const start = (i * columns) << 2;
    const end = start + (columns << 2);
    const most = rowMax(z, start, end);
    let total: f32 = 0;
    for (let j = start; j < end; j += 4) {
      const e = exp(load<f32>(z + j) - most);
      store<f32>(out + j, e);
      total += e;
    }
    for (let j = start; j < end; j += 4) store<f32>(out + j, load<f32>(out + j) / total);
  }
}

/** Computes out[i, j] = (z − max) − ln Σ e^(z − max). */
export function logSoftmax(out: usize, z: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const start = (i * columns) << 2;
    const end = start + (columns << 2);
    const most = rowMax(z, start, end);
    let total: f32 = 0;
    for (let j = start; j < end; j += 4) {
      const shifted = load<f32>(z + j) - most;
      store<f32>(out + j, shifted);
      total += exp(shifted);
    }
    const logTotal = log(total);
    for (let j = start; j < end; j += 4) store<f32>(out + j, load<f32>(out + j) - logTotal);
  }
}

function rowMax(z: usize, start: i32, end: i32): f32 {
  let most: f32 = -Infinity;
  for (let j = start; j < end; j += 4) if (load<f32>(z + j) > most) most = load<f32>(z + j);
  return most;
}
