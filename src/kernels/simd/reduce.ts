// Sums in lane order: a vector register is the four lanes, lane₀ … lane₃.

import { four, put } from './lanes';

/** Σ a[p] over n elements. */
export function sum(a: usize, n: i32): f32 {
  let lanes = f32x4.splat(0);
  let p = 0;
  for (; p + 4 <= n; p += 4) lanes = f32x4.add(lanes, four(a, p));
  let rest = f32x4.splat(0); // adding +0 changes no lane: none of them is ever −0
  if (p < n) rest = f32x4.replace_lane(rest, 0, load<f32>(a + (p << 2)));
  if (p + 1 < n) rest = f32x4.replace_lane(rest, 1, load<f32>(a + (p << 2), 4));
  if (p + 2 < n) rest = f32x4.replace_lane(rest, 2, load<f32>(a + (p << 2), 8));
  return total(f32x4.add(lanes, rest));
}

/** (lane₀ + lane₁) + (lane₂ + lane₃). */
function total(lanes: v128): f32 {
  const low = f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1);
  return low + (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3));
}

/** s[j] = Σ_p A[p, j], four columns side by side. A [rows, columns], s [columns]. */
export function sumRows(s: usize, a: usize, rows: i32, columns: i32): void {
  for (let j = 0; j < columns; j += 4) {
    const lane0 = sumLane(a, 0, j, rows, columns);
    const lane1 = sumLane(a, 1, j, rows, columns);
    const lane2 = sumLane(a, 2, j, rows, columns);
    const lane3 = sumLane(a, 3, j, rows, columns);
    put(s, j, f32x4.add(f32x4.add(lane0, lane1), f32x4.add(lane2, lane3)), columns);
  }
}

/** Σ A[p, j … j + 3] over p = lane, lane + 4, … */
function sumLane(a: usize, lane: i32, j: i32, rows: i32, columns: i32): v128 {
  let total = f32x4.splat(0);
  for (let p = lane; p < rows; p += 4) total = f32x4.add(total, four(a, p * columns + j));
  return total;
}
