// Matrix products. Letters: A is [m, k], B is [k, n], C is [m, n], all row-major; k is summed.
// Every product is rounded, then every sum is rounded. A zero of A is skipped: sums start at +0, so adding ±0
// changes no bit.

const { fround } = Math;

/** C = A·B, each element summed over k in increasing order from +0. A [m, k], B [k, n], C [m, n]. */
export function matmulNN(c: Float32Array, a: Float32Array, b: Float32Array, m: number, k: number, n: number) {
  const terms = emptyTerms(k);
  for (let i = 0; i < m; i++) {
    terms.count = 0;
    for (let p = 0; p < k; p++) addTerm(terms, a[i * k + p], p);
    sumTerms(c, i * n, terms, b, n);
  }
}

/** C = A·Bᵀ in the same order: the forward pass of a Linear layer. A [m, k], B [n, k], C [m, n]. */
export function matmulNT(c: Float32Array, a: Float32Array, b: Float32Array, m: number, k: number, n: number) {
  matmulNN(c, a, transposed(b, n, k), m, k, n);
}

/**
 * C = Aᵀ·B, the weight gradient: a sum over the batch, in lane order. A [k, m], B [k, n], C [m, n].
 *
 * Lane order: row p of the batch belongs to lane p mod 4; each lane adds its rows in increasing order from +0, and
 * the result is (lane₀ + lane₁) + (lane₂ + lane₃). A sparse weight needs single elements of C, and each is a dot
 * product along the batch: four SIMD lanes can only run along the batch itself, so this is the order they add in.
 */
export function matmulTN(c: Float32Array, a: Float32Array, b: Float32Array, m: number, k: number, n: number) {
  const terms = emptyTerms(k);
  const lanes = new Float32Array(4 * n);
  for (let i = 0; i < m; i++) {
    for (let lane = 0; lane < 4; lane++) {
      terms.count = 0;
      for (let p = lane; p < k; p += 4) addTerm(terms, a[p * m + i], p);
      sumTerms(lanes, lane * n, terms, b, n);
    }
    for (let j = 0; j < n; j++) {
      c[i * n + j] = fround(lanes[j] + lanes[n + j]) + fround(lanes[2 * n + j] + lanes[3 * n + j]);
    }
  }
}

/** One row of C as a sum of rows of B: Σ_q factor[q] · B[row[q]], in this order. */
interface Terms {
  readonly factor: Float32Array;
  readonly row: Uint32Array;
  count: number;
}

const emptyTerms = (k: number): Terms => ({ factor: new Float32Array(k), row: new Uint32Array(k), count: 0 });

function addTerm(terms: Terms, factor: number, row: number) {
  if (factor === 0) return;
  terms.factor[terms.count] = factor;
  terms.row[terms.count++] = row;
}

/**
 * out[to + j] = Σ_q factor[q] · B[row[q], j] for j < n, in order from +0. Columns do not meet, so four of them are
 * summed side by side, their sums in registers: twice as fast as one by one, and the same bits.
 */
function sumTerms(out: Float32Array, to: number, { factor, row, count }: Terms, b: Float32Array, n: number) {
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let q = 0; q < count; q++) {
      const x = factor[q];
      const at = row[q] * n + j;
      s0 = fround(s0 + fround(x * b[at]));
      s1 = fround(s1 + fround(x * b[at + 1]));
      s2 = fround(s2 + fround(x * b[at + 2]));
      s3 = fround(s3 + fround(x * b[at + 3]));
    }
    out[to + j] = s0;
    out[to + j + 1] = s1;
    out[to + j + 2] = s2;
    out[to + j + 3] = s3;
  }
  for (; j < n; j++) {
    let s = 0;
    for (let q = 0; q < count; q++) s = fround(s + fround(factor[q] * b[row[q] * n + j]));
    out[to + j] = s;
  }
}

/** Bᵀ as a new array. B [rows, columns]. */
function transposed(b: Float32Array, rows: number, columns: number): Float32Array {
  const t = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) t[j * rows + i] = b[i * columns + j];
  return t;
}
