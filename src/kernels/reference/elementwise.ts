// One element in, one element out. Storing into a Float32Array rounds to binary32, so `out[i] = a[i] + b[i]` is the
// correctly rounded sum: binary64 carries enough bits that rounding twice equals rounding once for + − × ÷ and √.
// Each loop is written out: one loop shared through a callback runs eight times slower.

import * as numeric from '../../numeric/index.ts';

/** out = a + b. */
export function add(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] + b[i];
}

/** out = a − b. */
export function sub(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] - b[i];
}

/** out = a · b. */
export function mul(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
}

/** out = a ÷ b. */
export function div(out: Float32Array, a: Float32Array, b: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] / b[i];
}

/** out = −a. */
export function neg(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = -a[i];
}

/** out = |a|. */
export function abs(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = Math.abs(a[i]);
}

/** out = √a. */
export function sqrt(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i]);
}

/** out = eᵃ. */
export function exp(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.exp(a[i]);
}

/** out = ln a. */
export function log(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.log(a[i]);
}

/** out = 1 ÷ (1 + e⁻ᵃ). */
export function sigmoid(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.sigmoid(a[i]);
}

/** out = tanh a. */
export function tanh(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = numeric.tanh(a[i]);
}

/** out = sign a: −1, +0 or 1; +0 for ±0. */
export function sign(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] > 0 ? 1 : a[i] < 0 ? -1 : 0;
}

/** out = max(a, 0), never −0. */
export function relu(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = Math.max(a[i], 0);
}

/** out = g where a > 0, else +0: the gradient of ReLU, 0 at the kink as in PyTorch. */
export function reluGradient(out: Float32Array, g: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] > 0 ? g[i] : 0;
}

/** out[i, j] = A[i, j] + b[j]. out and A [rows, columns], b [columns]. */
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

/** out = a where mask is 1, +0 where it is 0; without a mask, out = a. */
export function masked(out: Float32Array, a: Float32Array, mask: Uint8Array | null) {
  for (let i = 0; i < out.length; i++) out[i] = mask !== null && mask[i] === 0 ? 0 : a[i];
}
