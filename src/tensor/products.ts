import { ShapeError } from '../errors.ts';
import { kernels, type SparsePattern } from '../kernels/index.ts';
import { Tensor } from './tensor.ts';

/** A·B. A [m, k], B [k, n] → [m, n]. Throws a ShapeError unless both are matrices that fit. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  checkMatrices('matmul: A [m, k] · B [k, n]', a, b, 1, 0);
  const [m, k, n] = [a.shape[0], a.shape[1], b.shape[1]];
  const out = new Float32Array(m * n);
  kernels.matmulNN(out, a.values(), b.values(), m, k, n);
  return new Tensor(out, [m, n]);
}

/** A·Bᵀ. A [m, k], B [n, k] → [m, n]. Throws a ShapeError unless both are matrices that fit. */
export function matmulNT(a: Tensor, b: Tensor): Tensor {
  checkMatrices('matmulNT: A [m, k] · B [n, k]ᵀ', a, b, 1, 1);
  const [m, k, n] = [a.shape[0], a.shape[1], b.shape[0]];
  const out = new Float32Array(m * n);
  kernels.matmulNT(out, a.values(), b.values(), m, k, n);
  return new Tensor(out, [m, n]);
}

/**
 * Aᵀ·B, in lane order, written into `into` where one is given. A [k, m], B [k, n] → [m, n]. Throws a ShapeError unless
 * both are matrices that fit.
 */
export function matmulTN(a: Tensor, b: Tensor, into?: Float32Array): Tensor {
  checkMatrices('matmulTN: A [k, m]ᵀ · B [k, n]', a, b, 0, 0);
  const [k, m, n] = [a.shape[0], a.shape[1], b.shape[1]];
  const out = into ?? new Float32Array(m * n);
  kernels.matmulTN(out, a.values(), b.values(), m, k, n);
  return new Tensor(out, [m, n]);
}

/** x·Wᵀ over the survivors of W: the bits of `matmulNT`. x [B, columns], W [rows, columns] → [B, rows]. */
export function sparseNT(x: Tensor, w: Tensor, pattern: SparsePattern): Tensor {
  checkMatrices('sparseNT: x [B, k] · W [n, k]ᵀ', x, w, 1, 1);
  const [batch, out] = [x.shape[0], new Float32Array(x.shape[0] * w.shape[0])];
  kernels.sparseNT(out, x.values(), w.values(), pattern, batch);
  return new Tensor(out, [batch, w.shape[0]]);
}

/** dy·W over the survivors of W: the bits of `matmul`. dy [B, rows], W [rows, columns] → [B, columns]. */
export function sparseNN(dy: Tensor, w: Tensor, pattern: SparsePattern): Tensor {
  checkMatrices('sparseNN: dy [B, k] · W [k, n]', dy, w, 1, 0);
  const [batch, out] = [dy.shape[0], new Float32Array(dy.shape[0] * w.shape[1])];
  kernels.sparseNN(out, dy.values(), w.values(), pattern, batch);
  return new Tensor(out, [batch, w.shape[1]]);
}

/** dyᵀ·x at the survivors alone, in their order, into `entries`: the bits of `matmulTN`. dy [B, rows], x [B, columns]. */
export function sparseTN(dy: Tensor, x: Tensor, pattern: SparsePattern, entries: Float32Array): void {
  checkMatrices('sparseTN: dy [B, m]ᵀ · x [B, n]', dy, x, 0, 0);
  kernels.sparseTN(entries, dy.values(), x.values(), pattern, dy.shape[0]);
}

/** A + b on each row, in place. A [rows, columns] laid out by row, b [columns]. Throws a ShapeError for another b. */
export function addBias(a: Tensor, bias: Tensor): void {
  if (bias.rank !== 1 || bias.size !== a.shape[1]) {
    throw new ShapeError('bias', `must be [${a.shape[1]}]`, [...bias.shape]);
  }
  kernels.addBias(a.data, bias.values(), a.shape[0], a.shape[1]);
}

function checkMatrices(what: string, a: Tensor, b: Tensor, summedOfA: number, summedOfB: number): void {
  if (a.rank !== 2 || b.rank !== 2 || a.shape[summedOfA] !== b.shape[summedOfB]) {
    throw new ShapeError(what, 'both must be matrices that agree in k', [[...a.shape], [...b.shape]]);
  }
}
