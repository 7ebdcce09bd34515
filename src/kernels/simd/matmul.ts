// Matrix products. Letters: A is [m, k], B is [k, n], C is [m, n], all row-major; k is summed.
// Every product is rounded, then every sum is rounded, in the reference's order. Where an operand is mostly zeros, they
// are skipped, row by row as in the reference; else C is computed tile by tile (dense.ts). `work` is a region of
// matmulBytes for lists and packed operands.

import { multiply, multiplyLanes } from './dense';
import { padded, putColumns, transpose, zeros } from './pack';
import { listTerms, sumSome, sumTerms } from './terms';

/** Rows that go through B together. */
const GROUP: i32 = 16;

/** The size of `work`: B once more, padded, and a group's lists and sums. */
export function matmulBytes(m: i32, k: i32, n: i32): i32 {
  return 4 * k * padded(n) + GROUP * (8 * k + 8) + 4 * (GROUP + 8) * padded(max(m, n)) + 8192;
}

/** C = A·B, each element summed over k in increasing order from +0. A [m, k], B [k, n], C [m, n]. */
export function matmulNN(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (worthSkipping(a, m * k)) multiplyTerms(c, a, b, n << 2, m, k, n, work);
  else multiply(c, a, b, false, m, k, n, work);
}

/** C = A·Bᵀ in the same order: the forward pass of a Linear layer. A [m, k], B [n, k], C [m, n]. */
export function matmulNT(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (worthSkipping(a, m * k)) {
    const step = padded(n) << 2;
    transpose(work, step, b, n, k);
    multiplyTerms(c, a, work, step, m, k, n, work + k * step);
  } else multiply(c, a, b, true, m, k, n, work);
}

/** C = Aᵀ·B, the weight gradient: a sum over the batch, in lane order. A [k, m], B [k, n], C [m, n]. */
export function matmulTN(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (worthSkipping(b, k * n)) multiplyTermsTurned(c, a, b, m, k, n, work);
  else if (worthSkipping(a, k * m)) {
    for (let i = 0; i < m; i++) {
      laneRow(work, work + (padded(n) << 2), a + (i << 2), m << 2, b, n << 2, k, padded(n));
      memory.copy(c + ((i * n) << 2), work, n << 2);
    }
  } else multiplyLanes(c, a, b, m, k, n, work);
}

/** Tiles do about twice the work of skipping in the same time. */
function worthSkipping(x: usize, n: i32): bool {
  return zeros(x, n) > n >> 1;
}

/**
 * C = A·B, its terms listed row by row of A; B's rows are bStep bytes apart. A group of rows goes through the same 32
 * columns of B together, so that these stay in the nearest cache.
 */
function multiplyTerms(c: usize, a: usize, b: usize, bStep: i32, m: i32, k: i32, n: i32, work: usize): void {
  const width = padded(n);
  const row = width << 2;
  const lists = work + GROUP * row;
  for (let i = 0; i < m; i += GROUP) {
    const height = min(GROUP, m - i);
    for (let t = 0; t < height; t++) {
      const list = lists + t * (8 + (k << 3));
      store<i32>(list, listTerms(list + 8, a + (((i + t) * k) << 2), 4, k, b, bStep));
    }
    for (let j = 0; j < width; j += 32) {
      for (let t = 0; t < height; t++) {
        const list = lists + t * (8 + (k << 3));
        sumSome(work + t * row, list + 8, load<i32>(list), j, width);
      }
    }
    for (let t = 0; t < height; t++) memory.copy(c + (((i + t) * n) << 2), work + t * row, n << 2);
  }
}

/** C = Aᵀ·B for a B that is mostly zeros: Cᵀ = Bᵀ·A, four rows of Cᵀ at a time, turned into four columns of C. */
function multiplyTermsTurned(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  const width = padded(m);
  const step = width << 2;
  const lanes = work + 4 * step;
  for (let j = 0; j < n; j += 4) {
    const columns = min(4, n - j);
    for (let t = 0; t < columns; t++) {
      laneRow(work + t * step, lanes, b + ((j + t) << 2), n << 2, a, m << 2, k, width);
    }
    putColumns(c + (j << 2), n << 2, work, step, m, columns);
  }
}

/**
 * out[j] = Σ_p x[p] · B[p, j] in lane order for j < width. x[p + 1] is `step` bytes from x[p], `lanes` has room for
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
  for (let j = 0; j < row; j += 16) {
    const at = lanes + j;
    const low = f32x4.add(v128.load(at), v128.load(at + row));
    const high = f32x4.add(v128.load(at + 2 * row), v128.load(at + 3 * row));
    v128.store(out + j, f32x4.add(low, high));
  }
}
