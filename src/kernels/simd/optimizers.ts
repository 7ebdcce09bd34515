// Optimizer steps over n weights, in place, four at a time. `mask` is 0 (no mask) or the address of n bytes; where a byte is 0,
// the weight and its state become +0. The scalars are already rounded to binary32.

import { four, kept, put } from './lanes';

/** Runs one step of SGD: g ← g + λw;  u ← μu + g;  w ← w − η·(nesterov ? g + μu : u). */
export function sgd(
  w: usize,
  grad: usize,
  u: usize,
  mask: usize,
  n: i32,
  η: f32,
  μ: f32,
  λ: f32,
  nesterov: bool,
): void {
  const allKept = i32x4.splat(-1);
  for (let i = 0; i < n; i += 4) {
    const keep = mask === 0 ? allKept : kept(mask, i);
    const g = f32x4.add(four(grad, i), f32x4.mul(f32x4.splat(λ), four(w, i)));
    const velocity = f32x4.add(f32x4.mul(f32x4.splat(μ), four(u, i)), g);
    const direction = nesterov ? f32x4.add(g, f32x4.mul(f32x4.splat(μ), velocity)) : velocity;
    put(u, i, v128.and(velocity, keep), n);
    put(w, i, v128.and(f32x4.sub(four(w, i), f32x4.mul(f32x4.splat(η), direction)), keep), n);
  }
}

/**
 * Runs one step of Adam or AdamW with the scalars of the reference: g ← g + λw;  m ← β₁m + (1 − β₁)g;  v ← β₂v + (1 − β₂)g²;  w
 * ← shrink·w − size·m ÷ (√v ÷ scale + ε).
 */
export function adam(
  w: usize,
  grad: usize,
  m: usize,
  v: usize,
  mask: usize,
  n: i32,
  β1: f32,
  rest1: f32,
  β2: f32,
  rest2: f32,
  ε: f32,
  λ: f32,
  shrink: f32,
  size: f32,
  scale: f32,
): void {
  const allKept = i32x4.splat(-1);
  for (let i = 0; i < n; i += 4) {
    const keep = mask === 0 ? allKept : kept(mask, i);
    const g = f32x4.add(four(grad, i), f32x4.mul(f32x4.splat(λ), four(w, i)));
    const mean = f32x4.add(f32x4.mul(f32x4.splat(β1), four(m, i)), f32x4.mul(f32x4.splat(rest1), g));
    const square = f32x4.mul(f32x4.mul(f32x4.splat(rest2), g), g);
    const variance = f32x4.add(f32x4.mul(f32x4.splat(β2), four(v, i)), square);
    const denominator = f32x4.add(f32x4.div(f32x4.sqrt(variance), f32x4.splat(scale)), f32x4.splat(ε));
    const step = f32x4.div(f32x4.mul(f32x4.splat(size), mean), denominator);
    put(m, i, v128.and(mean, keep), n);
    put(v, i, v128.and(variance, keep), n);
    put(w, i, v128.and(f32x4.sub(f32x4.mul(f32x4.splat(shrink), four(w, i)), step), keep), n);
  }
}
