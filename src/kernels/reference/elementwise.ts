// One element in, one element out. Storing into a Float32Array rounds to binary32, so `out[i] = a[i] + b[i]` is the
// correctly rounded sum: binary64 carries enough bits that rounding twice equals rounding once for + − × ÷ and √.

import * as numeric from '../../numeric/index.ts';

const binary =
  (f: (x: number, y: number) => number) => (out: Float32Array, a: Float32Array, b: Float32Array) => {
    for (let i = 0; i < out.length; i++) out[i] = f(a[i], b[i]);
  };

const unary = (f: (x: number) => number) => (out: Float32Array, a: Float32Array) => {
  for (let i = 0; i < out.length; i++) out[i] = f(a[i]);
};

/** out = a + b. */
export const add = binary((x, y) => x + y);
/** out = a − b. */
export const sub = binary((x, y) => x - y);
/** out = a · b. */
export const mul = binary((x, y) => x * y);
/** out = a ÷ b. */
export const div = binary((x, y) => x / y);
/** out = −a. */
export const neg = unary((x) => -x);
/** out = |a|. */
export const abs = unary(Math.abs);
/** out = √a. */
export const sqrt = unary(Math.sqrt);
/** out = eᵃ. */
export const exp = unary(numeric.exp);
/** out = ln a. */
export const log = unary(numeric.log);
/** out = 1 ÷ (1 + e⁻ᵃ). */
export const sigmoid = unary(numeric.sigmoid);
/** out = tanh a. */
export const tanh = unary(numeric.tanh);
/** out = sign a, and 0 for ±0. */
export const sign = unary((x) => (x > 0 ? 1 : x < 0 ? -1 : 0));

/** out = max(a, 0), never −0. */
export function relu(out: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = Math.max(a[i], 0);
}

/** out = g where a > 0, else +0: the gradient of ReLU, 0 at the kink as in PyTorch. */
export function reluGradient(out: Float32Array, g: Float32Array, a: Float32Array) {
  for (let i = 0; i < out.length; i++) out[i] = a[i] > 0 ? g[i] : 0;
}

/** Y[i, j] += b[j], in place. Y [rows, columns], b [columns]. */
export function addBias(y: Float32Array, bias: Float32Array, rows: number, columns: number) {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) y[i * columns + j] += bias[j];
}

/** out = a where mask is 1, +0 where it is 0. */
export function masked(out: Float32Array, a: Float32Array, mask: Uint8Array) {
  for (let i = 0; i < out.length; i++) out[i] = mask[i] === 1 ? a[i] : 0;
}
