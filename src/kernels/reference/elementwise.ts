// Elementwise kernels. Storing into a Float32Array rounds to binary32, so that `out[i] = a[i] + b[i]` is the correctly rounded
// sum: binary64 has enough bits that rounding twice equals rounding once for + − × ÷ and √. Each loop is written out, because a
// loop that is shared through a callback is eight times slower.

import * as numeric from '../../numeric/index.ts';

/** Computes out = a + b. */
export function add(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] + b[i];
}

/** Computes out = a − b. */
export function sub(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] - b[i];
}

/** Computes out = a · b. */
export function mul(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
}

/** Computes out = a ÷ b. */
export function div(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] / b[i];
}

/** Computes out = −a. */
export function neg(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = -a[i];
}

/** Computes out = |a|. */
export function abs(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = Math.abs(a[i]);
}

/** Computes out = √a. */
export function sqrt(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i]);
}

/** Computes out = eᵃ. */
export function exp(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.exp(a[i]);
}

/** Computes out = ln a. */
export function log(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.log(a[i]);
}

/** Computes out = 1 ÷ (1 + e⁻ᵃ). */
export function sigmoid(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.sigmoid(a[i]);
}

/** Computes out = tanh a. */
export function tanh(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.tanh(a[i]);
}

/** Computes out = sign a: −1, +0 or 1; +0 for ±0. */
export function sign(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] > 0 ? 1 : a[i] < 0 ? -1 : 0;
}

/** Computes out = max(a, 0), never −0. */
export function relu(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = Math.max(a[i], 0);
}

/** Computes out = g where a > 0, otherwise +0. This is the gradient of ReLU, which is 0 at the kink as in PyTorch. */
export function reluGradient(out: Float32Array, g: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] > 0 ? g[i] : 0;
}

/** Computes out[i, j] = A[i, j] + b[j]. out and A [rows, columns], b [columns]. */
export function addBias(
  out: Float32Array,
  a: Float32Array,
  bias: Float32Array,
  rows: number,
  columns: number,
) {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[i * columns + j] = a[i * columns + j] + bias[j];
  }
}

/** Computes out = a where the mask is 1, and +0 where it is 0. Without a mask, out = a. */
export function masked(out: Float32Array, a: Float32Array, mask: Uint8Array | null) {
  for (let i = 0; i < out.length; i++) out[i] = mask !== null && mask[i] === 0 ? 0 : a[i];
}
