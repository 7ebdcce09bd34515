import { ShapeError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import { emptyResult, type Tensor } from './tensor.ts';

/** Returns A·B. A [m, k], B [k, n] → [m, n]. @throws {ShapeError} unless both are matrices of these shapes. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  checkMatrices('matmul: A [m, k] · B [k, n]', a, b, 1, 0);
  const [m, k, n] = [a.shape[0], a.shape[1], b.shape[1]];
  const out = emptyResult([m, n]);
  kernels.matmulNN(out.data, a.values(), b.values(), m, k, n);
  return out;
}

/** Returns A·Bᵀ. A [m, k], B [n, k] → [m, n]. @throws {ShapeError} unless both are matrices of these shapes. */
export function matmulNT(a: Tensor, b: Tensor): Tensor {
  checkMatrices('matmulNT: A [m, k] · B [n, k]ᵀ', a, b, 1, 1);
  const [m, k, n] = [a.shape[0], a.shape[1], b.shape[0]];
  const out = emptyResult([m, n]);
  kernels.matmulNT(out.data, a.values(), b.values(), m, k, n);
  return out;
}

/**
 * Returns Aᵀ·B, summed in lane order. A [k, m], B [k, n] → [m, n]. @throws {ShapeError} unless both are matrices of these
 * shapes.
 */
export function matmulTN(a: Tensor, b: Tensor): Tensor {
  checkMatrices('matmulTN: A [k, m]ᵀ · B [k, n]', a, b, 0, 0);
  const [k, m, n] = [a.shape[0], a.shape[1], b.shape[1]];
  const out = emptyResult([m, n]);
  kernels.matmulTN(out.data, a.values(), b.values(), m, k, n);
  return out;
}

/**
 * Returns A + b, where b is added to each row. A [rows, columns], b [columns]. @throws {ShapeError} if the shapes do not fit.
 */
export function addBias(a: Tensor, bias: Tensor): Tensor {
  if (a.rank !== 2 || bias.rank !== 1 || bias.size !== a.shape[1]) {
    throw new ShapeError('bias', `must be [${a.shape[1]}]`, [...bias.shape]);
  }
  const out = emptyResult(a.shape);
  kernels.addBias(out.data, a.values(), bias.values(), a.shape[0], a.shape[1]);
  return out;
}

function checkMatrices(what: string, a: Tensor, b: Tensor, summedOfA: number, summedOfB: number): void {
  if (a.rank !== 2 || b.rank !== 2 || a.shape[summedOfA] !== b.shape[summedOfB]) {
    throw new ShapeError(what, 'both must be matrices that agree in k', [[...a.shape], [...b.shape]]);
  }
}
