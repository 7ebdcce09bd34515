// Sums in lane order: the four lanes of a vector register are lane₀ … lane₃. Long sums are added in blocks (blocks.ts).

import { BLOCK, leftTerms, MAX_UNBLOCKED } from './blocks';
import { four, put } from './lanes';

/** Returns Σ a[p] over n elements. */
export function sum(a: usize, n: i32): f32 {
  return n <= MAX_UNBLOCKED ? sumBlock(a, n) : sumRange(a, n);
}

function sumRange(a: usize, n: i32): f32 {
  if (n <= BLOCK) return sumBlock(a, n);
  const left = leftTerms(n);
  return sumRange(a, left) + sumRange(a + (left << 2), n - left);
}

function sumBlock(a: usize, n: i32): f32 {
  let lanes = f32x4.splat(0);
  let p = 0;
  for (; p + 4 <= n; p += 4) lanes = f32x4.add(lanes, four(a, p));
  let rest = f32x4.splat(0); // Adding +0 changes no lane, because no lane is ever −0.
  if (p < n) rest = f32x4.replace_lane(rest, 0, load<f32>(a + (p << 2)));
  if (p + 1 < n) rest = f32x4.replace_lane(rest, 1, load<f32>(a + (p << 2), 4));
  if (p + 2 < n) rest = f32x4.replace_lane(rest, 2, load<f32>(a + (p << 2), 8));
  return total(f32x4.add(lanes, rest));
}

/** Returns (lane₀ + lane₁) + (lane₂ + lane₃). */
function total(lanes: v128): f32 {
  const low = f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1);
  return low + (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3));
}

/** Computes s[j] = Σ_p A[p, j], four columns at a time. A [rows, columns], s [columns]. */
export function sumRows(s: usize, a: usize, rows: i32, columns: i32): void {
  const step = columns << 2;
  for (let j = 0; j < columns; j += 4) {
    const from = a + (j << 2);
    put(s, j, rows <= MAX_UNBLOCKED ? sumRowBlock(from, rows, step) : sumRowRange(from, rows, step), columns);
  }
}

function sumRowRange(a: usize, rows: i32, step: i32): v128 {
  if (rows <= BLOCK) return sumRowBlock(a, rows, step);
  const left = leftTerms(rows);
  return f32x4.add(sumRowRange(a, left, step), sumRowRange(a + left * step, rows - left, step));
}

/** Returns the sums of four columns. The rows are `step` bytes apart. */
function sumRowBlock(a: usize, rows: i32, step: i32): v128 {
  const end = a + rows * step;
  const lane0 = sumLane(a, end, 4 * step);
  const lane1 = sumLane(a + step, end, 4 * step);
  const lane2 = sumLane(a + 2 * step, end, 4 * step);
  const lane3 = sumLane(a + 3 * step, end, 4 * step);
  return f32x4.add(f32x4.add(lane0, lane1), f32x4.add(lane2, lane3));
}

/** Returns the sum of every fourth row. */
function sumLane(a: usize, end: usize, step: i32): v128 {
  let total = f32x4.splat(0);
  for (; a < end; a += step) total = f32x4.add(total, v128.load(a));
  return total;
}
