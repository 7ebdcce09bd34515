// Transposes activations into strips of 16 examples, along which SIMD computes. A strip s of x [batch, columns] has one row of
// 64 bytes per column, x[16 s … 16 s + 15, c], with +0 beyond the batch. 500 such rows fill the first-level cache.

import { stripTransposed } from './pack';

/** Size of one row of a strip in bytes: 16 examples. */
export const STRIP: i32 = 64;

/** Returns the number of strips of a batch. */
export function strips(batch: i32): i32 {
  return (batch + 15) >> 4;
}

/** Writes the strips of x in order, in blocks of columns that stay in the cache. */
export function turn(out: usize, x: usize, batch: i32, columns: i32): void {
  const step = columns << 2;
  for (let c = 0; c < columns; c += 64) {
    const width = min(64, columns - c);
    for (let b = 0; b < strips(batch) << 4; b += 4) {
      const to = out + (((b >> 4) * columns + c) << 6) + ((b & 15) << 2);
      if (b < batch) stripTransposed(to, 64, x + b * step + (c << 2), step, width, batch - b);
      for (let t = max(batch - b, 0); t < 4; t++) {
        for (let p = 0; p < width; p++) store<f32>(to + (p << 6) + (t << 2), 0);
      }
    }
  }
}

/** Sets live[c] to 8, the size of a list entry, if column c has an example that is not 0, and otherwise to 0. */
export function flagLive(live: usize, x: usize, batch: i32, columns: i32): void {
  const size = columns << 6;
  const end = strips(batch) * size;
  for (let c = 0; c < columns; c++) {
    let any = i32x4.splat(0);
    for (let at = x + (c << 6); at < x + end; at += size) {
      any = v128.or(any, v128.or(v128.load(at), v128.load(at, 16)));
      any = v128.or(any, v128.or(v128.load(at, 32), v128.load(at, 48)));
    }
    store<u8>(live + c, v128.any_true(i32x4.shl(any, 1)) ? 8 : 0); // The shift drops the sign, so that −0 counts as 0.
  }
}

/** Writes +0 from the last example up to the end of its vector. */
export function clearRest(x: usize, step: i32, rows: i32, batch: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let p = batch; p & 3; p++) store<f32>(x + (p << 2), 0);
    x += step;
  }
}

/**
 * Lists the groups of four of a row that are not all 0, each followed by its distance from the start of the row. Returns the end
 * of the list.
 */
export function listFours(list: usize, row: usize, batch: i32): usize {
  for (let at = 0; at < batch << 2; at += 16) {
    const x = v128.load(row + at);
    v128.store(list, x);
    store<u32>(list, at, 16);
    list += v128.any_true(i32x4.shl(x, 1)) ? 20 : 0; // The shift drops the sign, so that −0 counts as 0.
  }
  return list;
}

/** Returns Σ_p x[p] · d[p] in lane order for four rows d, over the listed groups of four of x. */
export function dotFours(list: usize, end: usize, d0: usize, d1: usize, d2: usize, d3: usize): v128 {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; list < end; list += 20) {
    const x = v128.load(list);
    const at = <usize>load<u32>(list, 16);
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(d0 + at)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(d1 + at)));
    s2 = f32x4.add(s2, f32x4.mul(x, v128.load(d2 + at)));
    s3 = f32x4.add(s3, f32x4.mul(x, v128.load(d3 + at)));
  }
  return totals(s0, s1, s2, s3);
}

/** Returns (lane₀ + lane₁) + (lane₂ + lane₃) of each of the four vectors. */
function totals(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const low01 = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
  const lanes0 = v128.shuffle<f32>(low01, low23, 0, 1, 4, 5);
  const lanes1 = v128.shuffle<f32>(low01, low23, 2, 3, 6, 7);
  const lanes2 = v128.shuffle<f32>(high01, high23, 0, 1, 4, 5);
  const lanes3 = v128.shuffle<f32>(high01, high23, 2, 3, 6, 7);
  return f32x4.add(f32x4.add(lanes0, lanes1), f32x4.add(lanes2, lanes3));
}
