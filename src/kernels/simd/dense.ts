// Dense matrix products, computed in tiles of 4 rows and 8 columns of C. Strips of A and B are packed so that each tile reads
// them contiguously. Names are those of matmul.ts; a strip of A is [k, 4], a strip of B is [k, 8].

import { put } from './lanes';
import { strip, stripTransposed } from './pack';
import { tile } from './tile';

const DEPTH = 256; // Number of terms that are packed at once: a strip of B then takes 8 KiB, a quarter of the first-level cache.

/**
 * Computes C = A·B, or A·Bᵀ if B is `turned` ([n, k]), adding DEPTH terms of every sum at a time in increasing order.
 */
export function multiply(
  c: usize,
  a: usize,
  b: usize,
  turned: bool,
  m: i32,
  k: i32,
  n: i32,
  work: usize,
): void {
  const edge = work;
  const stripA = edge + 128;
  const stripsB = stripA + DEPTH * 16;
  for (let start = 0; start === 0 || start < k; start += DEPTH) {
    const depth = min(DEPTH, k - start);
    for (let j = 0; j < n; j += 8) {
      const to = stripsB + ((j * depth) << 2);
      if (turned) {
        const from = b + ((j * k + start) << 2);
        stripTransposed(to, 32, from, k << 2, depth, n - j);
        if (j + 4 < n) stripTransposed(to + 16, 32, from + (k << 4), k << 2, depth, n - j - 4);
      } else {
        const from = b + ((start * n + j) << 2);
        strip(to, 32, from, n << 2, depth);
        if (j + 4 < n) strip(to + 16, 32, from + 16, n << 2, depth);
      }
    }
    for (let i = 0; i < m; i += 4) {
      stripTransposed(stripA, 16, a + ((i * k + start) << 2), k << 2, depth, m - i);
      for (let j = 0; j < n; j += 8) {
        const at = c + ((i * n + j) << 2);
        const from = stripsB + ((j * depth) << 2);
        if (i + 4 <= m && j + 8 <= n) tile(at, n << 2, stripA, from, depth, start === 0);
        else {
          if (start > 0) copyTile(edge, 8, at, n, min(4, m - i), 8);
          tile(edge, 32, stripA, from, depth, start === 0);
          copyTile(at, n, edge, 8, min(4, m - i), min(8, n - j));
        }
      }
    }
  }
}

/** Computes C = Aᵀ·B in lane order: each tile is the sum of four tiles, one per lane. A [k, m], B [k, n]. */
export function multiplyLanes(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  const lanes = work;
  const stripA = lanes + 4 * 128;
  const stripsB = stripA + (k << 4);
  for (let j = 0; j < n; j += 4) {
    const to = stripsB + (((j & ~7) * k) << 2) + ((j & 4) << 2);
    stripLanes(to, 32, b + (j << 2), n << 2, k);
  }
  for (let i = 0; i < m; i += 4) {
    stripLanes(stripA, 16, a + (i << 2), m << 2, k);
    for (let j = 0; j < n; j += 8) {
      let fromA = stripA;
      let fromB = stripsB + ((j * k) << 2);
      for (let lane = 0; lane < 4; lane++) {
        const depth = (k - lane + 3) >> 2;
        tile(lanes + lane * 128, 32, fromA, fromB, depth, true);
        fromA += depth << 4;
        fromB += depth << 5;
      }
      for (let t = lanes; t < lanes + 128; t += 16) {
        const low = f32x4.add(v128.load(t), v128.load(t, 128));
        v128.store(t, f32x4.add(low, f32x4.add(v128.load(t, 256), v128.load(t, 384))));
      }
      copyTile(c + ((i * n + j) << 2), n, lanes, 8, min(4, m - i), min(8, n - j));
    }
  }
}

/** Packs a strip of four columns with its rows sorted by lane: 0, 4, 8, …, then 1, 5, 9, … */
function stripLanes(out: usize, outStep: i32, x: usize, step: i32, k: i32): void {
  for (let lane = 0; lane < 4; lane++) {
    const depth = (k - lane + 3) >> 2;
    strip(out, outStep, x + lane * step, 4 * step, depth);
    out += depth * outStep;
  }
}

/** Copies a tile: out[i, j] = x[i, j]. The rows are `outStep` and `step` elements apart. */
function copyTile(out: usize, outStep: i32, x: usize, step: i32, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    put(out, 0, v128.load(x), columns);
    if (columns > 4) put(out + 16, 0, v128.load(x, 16), columns - 4);
    out += outStep << 2;
    x += step << 2;
  }
}
