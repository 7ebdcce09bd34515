// Matrix products with any inner dimension. Names are those of matmul.ts, which computes products of up to MAX_UNBLOCKED terms.
// In longer products, each band of HEIGHT rows of C is a sum of blocks: the products of BLOCK columns of A with BLOCK rows of B.
// The operands of a block are copied so that they are contiguous.

import { BLOCK, leftTerms, levels, MAX_UNBLOCKED } from './blocks';
import * as unblocked from './matmul';
import { copyRows } from './rows';

const HEIGHT: i32 = 64;

const NN: i32 = 0;
const NT: i32 = 1;
const TN: i32 = 2;

/**
 * Returns the size of `work` in bytes. For a long product it has room for one block, its operands and a band of sums per level.
 */
export function matmulBytes(m: i32, k: i32, n: i32): i32 {
  if (k <= MAX_UNBLOCKED) return unblocked.matmulBytes(m, k, n);
  const height = min(m, HEIGHT);
  const operands = BLOCK * (height + n);
  return unblocked.matmulBytes(height, BLOCK, n) + 4 * (operands + levels(k) * height * n);
}

/** Computes C = A·B, each element summed over k in increasing order from +0. A [m, k], B [k, n], C [m, n]. */
export function matmulNN(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (k <= MAX_UNBLOCKED) unblocked.matmulNN(c, a, b, m, k, n, work);
  else multiplyBands(NN, c, a, b, m, k, n, work);
}

/**
 * Computes C = A·Bᵀ in the same order as `matmulNN`. This is the forward pass of a Linear layer. A [m, k], B [n, k], C [m, n].
 */
export function matmulNT(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (k <= MAX_UNBLOCKED) unblocked.matmulNT(c, a, b, m, k, n, work);
  else multiplyBands(NT, c, a, b, m, k, n, work);
}

/** Computes C = Aᵀ·B, the weight gradient, as a sum over the batch in lane order. A [k, m], B [k, n], C [m, n]. */
export function matmulTN(c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  if (k <= MAX_UNBLOCKED) unblocked.matmulTN(c, a, b, m, k, n, work);
  else multiplyBands(TN, c, a, b, m, k, n, work);
}

function multiplyBands(kind: i32, c: usize, a: usize, b: usize, m: i32, k: i32, n: i32, work: usize): void {
  const aStep = (kind === TN ? m : k) << 2;
  const bStep = (kind === NT ? k : n) << 2;
  for (let i = 0; i < m; i += HEIGHT) {
    const height = min(HEIGHT, m - i);
    const from = kind === TN ? a + (i << 2) : a + i * aStep;
    const sums = work + 4 * BLOCK * (height + n);
    const inner = sums + ((levels(k) * height * n) << 2);
    addRange(kind, c + ((i * n) << 2), from, aStep, b, bStep, height, k, n, sums, work, inner);
  }
}

/**
 * Computes C, the product over k terms, by pairwise addition. The rows of A and B are aStep and bStep bytes apart. `sums` has
 * room for one C per level, `operands` for the copies of a block, `inner` for its product.
 */
function addRange(
  kind: i32,
  c: usize,
  a: usize,
  aStep: i32,
  b: usize,
  bStep: i32,
  m: i32,
  k: i32,
  n: i32,
  sums: usize,
  operands: usize,
  inner: usize,
): void {
  if (k <= BLOCK) {
    multiplyBlock(kind, c, a, aStep, b, bStep, m, k, n, operands, inner);
    return;
  }
  const left = leftTerms(k);
  const rightA = kind === TN ? a + left * aStep : a + (left << 2);
  const rightB = kind === NT ? b + (left << 2) : b + left * bStep;
  const next = sums + ((m * n) << 2);
  addRange(kind, c, a, aStep, b, bStep, m, left, n, sums, operands, inner);
  addRange(kind, sums, rightA, aStep, rightB, bStep, m, k - left, n, next, operands, inner);
  addInPlace(c, sums, m * n);
}

/** Computes C, the product over the k ≤ BLOCK terms of one block, from contiguous copies of its operands. */
function multiplyBlock(
  kind: i32,
  c: usize,
  a: usize,
  aStep: i32,
  b: usize,
  bStep: i32,
  m: i32,
  k: i32,
  n: i32,
  operands: usize,
  inner: usize,
): void {
  const copyB = operands + ((BLOCK * m) << 2);
  if (kind === TN) {
    copyRows(operands, m << 2, a, aStep, k, m << 2);
    unblocked.matmulTN(c, operands, b, m, k, n, inner);
    return;
  }
  copyRows(operands, k << 2, a, aStep, m, k << 2);
  if (kind === NN) {
    unblocked.matmulNN(c, operands, b, m, k, n, inner);
    return;
  }
  copyRows(copyB, k << 2, b, bStep, n, k << 2);
  unblocked.matmulNT(c, operands, copyB, m, k, n, inner);
}

/** Adds n elements in place: a[i] += b[i]. */
function addInPlace(a: usize, b: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4)
    v128.store(a + (i << 2), f32x4.add(v128.load(a + (i << 2)), v128.load(b + (i << 2))));
  for (; i < n; i++) store<f32>(a + (i << 2), load<f32>(a + (i << 2)) + load<f32>(b + (i << 2)));
}
