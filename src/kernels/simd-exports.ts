/**
 * The functions that the WebAssembly of simd/ exports. Addresses and counts are integers, scalars are rounded to binary32.
 */
export interface SimdExports {
  add(out: number, a: number, b: number, n: number): void;
  sub(out: number, a: number, b: number, n: number): void;
  mul(out: number, a: number, b: number, n: number): void;
  div(out: number, a: number, b: number, n: number): void;
  neg(out: number, a: number, n: number): void;
  abs(out: number, a: number, n: number): void;
  sqrt(out: number, a: number, n: number): void;
  exp(out: number, a: number, n: number): void;
  log(out: number, a: number, n: number): void;
  sigmoid(out: number, a: number, n: number): void;
  tanh(out: number, a: number, n: number): void;
  sign(out: number, a: number, n: number): void;
  relu(out: number, a: number, n: number): void;
  reluGradient(out: number, g: number, a: number, n: number): void;
  addBias(out: number, a: number, bias: number, rows: number, columns: number): void;
  masked(out: number, a: number, mask: number, n: number): void;
  matmulBytes(m: number, k: number, n: number): number;
  matmulNN(c: number, a: number, b: number, m: number, k: number, n: number, work: number): void;
  matmulNT(c: number, a: number, b: number, m: number, k: number, n: number, work: number): void;
  matmulTN(c: number, a: number, b: number, m: number, k: number, n: number, work: number): void;
  sum(a: number, n: number): number;
  sumRows(s: number, a: number, rows: number, columns: number): void;
  softmax(out: number, z: number, rows: number, columns: number): void;
  logSoftmax(out: number, z: number, rows: number, columns: number): void;
  sgd(
    w: number,
    grad: number,
    u: number,
    mask: number,
    n: number,
    η: number,
    μ: number,
    λ: number,
    nesterov: number,
  ): void;
  adam(
    w: number,
    grad: number,
    m: number,
    v: number,
    mask: number,
    n: number,
    β1: number,
    rest1: number,
    β2: number,
    rest2: number,
    ε: number,
    λ: number,
    shrink: number,
    size: number,
    scale: number,
  ): void;
  gather(out: number, a: number, at: number, n: number): void;
  scatter(out: number, a: number, at: number, n: number): void;
  copyRows(out: number, outStep: number, x: number, step: number, rows: number, bytes: number): void;
  sparseBytes(rows: number, columns: number, batch: number, entries: number): number;
  sparseNT: SparseProduct;
  sparseNN: SparseProduct;
  sparseTN: SparseProduct;
}

/**
 * A sparse product. The arguments are the result and its two operands, the pattern (for sparseTN by column), the batch and the
 * work region.
 */
type SparseProduct = (
  out: number,
  a: number,
  b: number,
  rows: number,
  columns: number,
  rowStart: number,
  column: number,
  batch: number,
  work: number,
) => void;
