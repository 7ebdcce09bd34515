// Matrix products whose sums are one block: k ≤ MAX_UNBLOCKED (blocks.ts). A is [m, k], B is [k, n], C is [m, n], all row-major;
// k is the inner dimension. Each product and each sum is rounded, in the reference's order. If an operand is mostly zeros, the
// zeros are skipped: sums start at +0, so that adding ±0 changes no bit. Otherwise C is computed in tiles (dense.ts). `work` is
// a region of matmulBytes for lists and packed operands.

import { multiply, multiplyLanes } from './dense';
import { padded, putColumns, strip, stripTransposed, zeros } from './pack';
import { listRow, listTerms, sum32, sumStrip, sumTerms } from './terms';

const DEPTH: i32 = 192; // Number of rows of B that are packed at once: 32 columns of them take 24 KiB.
const HEIGHT: i32 = 256; // Number of rows of A that use the packed rows of B.
const WIDTH: i32 = 64; // Number of columns of B whose terms are listed at once.

/** Returns the size of `work` in bytes, for packed operands, sums and lists. */
export function matmulBytes(m: i32, k: i32, n: i32): i32 {
  return 4 * k * padded(n) + 8 * WIDTH * k + 4 * min(m, HEIGHT) * (padded(n) + 2 * DEPTH + 1) + 65536;
}

/** Computes C = A·B, each element summed over k in increasing order from +0. A [m, k], B [k, n], C [m, n]. */
export function matmulNN(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (worthSkipping(a, m * k)) multiplyTerms(c, a, b, false, m, k, n, work);
  else multiply(c, a, b, false, m, k, n, work);
}

/**
 * Computes C = A·Bᵀ in the same order as `matmulNN`. This is the forward pass of a Linear layer. A [m, k], B [n, k], C [m, n].
 */
export function matmulNT(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (worthSkipping(a, m * k)) multiplyTerms(c, a, b, true, m, k, n, work);
  else multiply(c, a, b, true, m, k, n, work);
}

/** Computes C = Aᵀ·B, the weight gradient, as a sum over the batch in lane order. A [k, m], B [k, n], C [m, n]. */
export function matmulTN(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (worthSkipping(b, k * n)) multiplyTermsTurned(c, a, b, m, k, n, work);
  else if (worthSkipping(a, k * m)) {
    for (let i = 0; i < m; i++) {
      laneRow(work, work + (padded(n) << 2), a + (i << 2), m << 2, b, n << 2, k, padded(n));
      memory.copy(c + ((i * n) << 2), work, n << 2);
    }
  } else multiplyLanes(c, a, b, m, k, n, work);
}

/** Returns whether skipping zeros is faster. Tiles do about twice as much work in the same time. */
function worthSkipping(x: usize, n: i32): bool {
  return zeros(x, n) > n >> 1;
}

/**
 * Computes C = A·B, or A·Bᵀ if B is `turned` ([n, k]), for an A that is mostly zeros and whose terms are listed row by row. All
 * rows use the same DEPTH rows and 32 columns of B, packed so that they stay in the first-level cache.
 */
function multiplyTerms(
  c: usize,
  a: usize,
  b: usize,
  turned: bool,
  m: i32,
  k: i32,
  n: i32,
  work: usize,
): void {
  for (let i = 0; i < m; i += HEIGHT) {
    const to = c + ((i * n) << 2);
    multiplyRows(to, a + ((i * k) << 2), b, turned, min(HEIGHT, m - i), k, n, work);
  }
}

function multiplyRows(c: usize, a: usize, b: usize, turned: bool, m: i32, k: i32, n: i32, work: usize): void {
  const width = padded(n);
  const block = work;
  const sums = block + DEPTH * 128;
  const ends = sums + ((m * width) << 2);
  const lists = ends + (m << 2);
  memory.fill(sums, 0, (m * width) << 2);
  for (let start = 0; start < k; start += DEPTH) {
    const depth = min(DEPTH, k - start);
    let next = lists;
    for (let i = 0; i < m; i++) {
      next = listRow(next, a + ((i * k + start) << 2), depth, block);
      store<u32>(ends + (i << 2), next);
    }
    for (let j = 0; j < width; j += 32) {
      for (let t = 0; t < 32 && j + t < n; t += 4) {
        const to = block + (t << 2);
        if (turned) stripTransposed(to, 128, b + (((j + t) * k + start) << 2), k << 2, depth, n - j - t);
        else strip(to, 128, b + ((start * n + j + t) << 2), n << 2, depth);
      }
      let list = lists;
      for (let i = 0; i < m; i++) {
        const end = <usize>load<u32>(ends + (i << 2));
        const to = sums + ((i * width + j) << 2);
        if (j + 32 <= width) sum32(to, list, end, 0, false);
        else sumStrip(to, list, end, 0, false);
        list = end;
      }
    }
  }
  for (let i = 0; i < m; i++) memory.copy(c + ((i * n) << 2), sums + ((i * width) << 2), n << 2);
}

/**
 * Computes C = Aᵀ·B for a B that is mostly zeros, as Cᵀ = Bᵀ·A with terms listed by column of B and lane. All terms use the same
 * 32 columns of A, so that these stay in the first-level cache; four rows of Cᵀ are transposed into columns of C.
 */
function multiplyTermsTurned(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  const lanes = work + 4 * 128;
  const ends = lanes + 4 * 128;
  const lists = ends + WIDTH * 16;
  for (let start = 0; start < n; start += WIDTH) {
    const width = min(WIDTH, n - start);
    let next = lists;
    for (let j = 0; j < width << 2; j++) {
      const lane = j & 3;
      const x = b + ((lane * n + start + (j >> 2)) << 2);
      next += listTerms(next, x, n << 4, (k - lane + 3) >> 2, a + ((lane * m) << 2), m << 4) << 3;
      store<u32>(ends + (j << 2), next);
    }
    for (let i = 0; i < m; i += 32) {
      let list = lists;
      for (let j = 0; j < width; j++) {
        list = sumLanes(work + ((j & 3) << 7), lanes, list, ends + (j << 4), i << 2);
        if ((j & 3) === 3 || j + 1 === width) {
          const to = c + ((i * n + start + (j & ~3)) << 2);
          putColumns(to, n << 2, work, 128, min(32, m - i), (j & 3) + 1);
        }
      }
    }
  }
}

/** Computes out[0 … 31], the sum of four lanes' terms, whose ends are in `ends`. Returns the last end. */
function sumLanes(out: usize, lanes: usize, list: usize, ends: usize, shift: i32): usize {
  const end = <usize>load<u32>(ends, 12);
  if (list === end) {
    memory.fill(out, 0, 128);
    return end;
  }
  for (let lane = 0; lane < 4; lane++) {
    const stop = <usize>load<u32>(ends + (lane << 2));
    sum32(lanes + (lane << 7), list, stop, shift, true);
    list = stop;
  }
  addLanes(out, lanes, 128);
  return end;
}

/**
 * Computes out[j] = Σ_p x[p] · B[p, j] in lane order for j < width. x[p + 1] is `step` bytes after x[p]; `lanes` has room for
 * four rows of sums and a list of terms.
 */
function laneRow(
  out: usize,
  lanes: usize,
  x: usize,
  step: i32,
  b: usize,
  bStep: i32,
  k: i32,
  width: i32,
): void {
  const row = width << 2;
  const list = lanes + 4 * row;
  for (let lane = 0; lane < 4; lane++) {
    const count = listTerms(
      list,
      x + lane * step,
      4 * step,
      (k - lane + 3) >> 2,
      b + lane * bStep,
      4 * bStep,
    );
    sumTerms(lanes + lane * row, list, count, width);
  }
  addLanes(out, lanes, row);
}

/** Computes out = (lane₀ + lane₁) + (lane₂ + lane₃), for four rows of `row` bytes. */
function addLanes(out: usize, lanes: usize, row: i32): void {
  for (let j = 0; j < row; j += 16) {
    const at = lanes + j;
    const low = f32x4.add(v128.load(at), v128.load(at + row));
    const high = f32x4.add(v128.load(at + 2 * row), v128.load(at + 3 * row));
    v128.store(out + j, f32x4.add(low, high));
  }
}
