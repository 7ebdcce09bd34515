// Matrix products. Letters: A is [m, k], B is [k, n], C is [m, n], all row-major; k is summed.
// Every product is rounded, then every sum is rounded. A zero factor is skipped: sums start at +0, so adding ±0
// changes no bit.

const { fround } = Math;

/** C = A·B, each element summed over k in increasing order from +0. A [m, k], B [k, n], C [m, n]. */
export function matmulNN(c: Float32Array, a: Float32Array, b: Float32Array, m: number, k: number, n: number) {
  c.fill(0, 0, m * n);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const x = a[i * k + p];
      if (x === 0) continue;
      for (let j = 0; j < n; j++) c[i * n + j] += fround(x * b[p * n + j]);
    }
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
  const lanes = new Float32Array(4 * n);
  for (let i = 0; i < m; i++) {
    lanes.fill(0);
    for (let p = 0; p < k; p++) {
      const x = a[p * m + i];
      if (x === 0) continue;
      const lane = (p % 4) * n;
      for (let j = 0; j < n; j++) lanes[lane + j] += fround(x * b[p * n + j]);
    }
    for (let j = 0; j < n; j++) {
      c[i * n + j] = fround(lanes[j] + lanes[n + j]) + fround(lanes[2 * n + j] + lanes[3 * n + j]);
    }
  }
}

/** Bᵀ as a new array. B [rows, columns]. */
function transposed(b: Float32Array, rows: number, columns: number): Float32Array {
  const t = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) t[j * rows + i] = b[i * columns + j];
  return t;
}
