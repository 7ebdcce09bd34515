// Elementwise kernels, four elements at a time. Each loop corresponds to a loop in reference/elementwise.ts; n is the number of
// elements.

import { four, kept, put } from './lanes';
import * as numeric from './numeric';

/** Computes out = a + b. */
export function add(out: usize, a: usize, b: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.add(four(a, i), four(b, i)), n);
}

/** Computes out = a − b. */
export function sub(out: usize, a: usize, b: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.sub(four(a, i), four(b, i)), n);
}

/** Computes out = a · b. */
export function mul(out: usize, a: usize, b: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.mul(four(a, i), four(b, i)), n);
}

/** Computes out = a ÷ b. */
export function div(out: usize, a: usize, b: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.div(four(a, i), four(b, i)), n);
}

/** Computes out = −a. */
export function neg(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.neg(four(a, i)), n);
}

/** Computes out = |a|. */
export function abs(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.abs(four(a, i)), n);
}

/** Computes out = √a. */
export function sqrt(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.sqrt(four(a, i)), n);
}

/** Computes out = eᵃ. */
export function exp(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f32>(out + (i << 2), numeric.exp(load<f32>(a + (i << 2))));
}

/** Computes out = ln a. */
export function log(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f32>(out + (i << 2), numeric.log(load<f32>(a + (i << 2))));
}

/** Computes out = 1 ÷ (1 + e⁻ᵃ). */
export function sigmoid(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f32>(out + (i << 2), numeric.sigmoid(load<f32>(a + (i << 2))));
}

/** Computes out = tanh a. */
export function tanh(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f32>(out + (i << 2), numeric.tanh(load<f32>(a + (i << 2))));
}

/** Computes out = sign a: −1, +0 or 1; +0 for ±0. */
export function sign(out: usize, a: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < n; i += 4) {
    const x = four(a, i);
    const above = v128.and(f32x4.gt(x, zero), f32x4.splat(1));
    put(out, i, v128.or(above, v128.and(f32x4.lt(x, zero), f32x4.splat(-1))), n);
  }
}

/** Computes out = max(a, 0), never −0. */
export function relu(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) put(out, i, f32x4.max(four(a, i), f32x4.splat(0)), n);
}

/** Computes out = g where a > 0, otherwise +0. */
export function reluGradient(out: usize, g: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) {
    put(out, i, v128.and(four(g, i), f32x4.gt(four(a, i), f32x4.splat(0))), n);
  }
}

/** Computes out[i, j] = A[i, j] + b[j]. out and A [rows, columns], b [columns]. */
export function addBias(out: usize, a: usize, bias: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const row = (i * columns) << 2;
    for (let j = 0; j < columns; j += 4)
      put(out + row, j, f32x4.add(four(a + row, j), four(bias, j)), columns);
  }
}

/** Computes out = a where the mask is 1, and +0 where it is 0. Without a mask, out = a. */
export function masked(out: usize, a: usize, mask: usize, n: i32): void {
  if (mask === 0) memory.copy(out, a, n << 2);
  else for (let i = 0; i < n; i += 4) put(out, i, v128.and(four(a, i), kept(mask, i)), n);
}
