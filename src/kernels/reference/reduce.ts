// Sums, all in lane order: element p belongs to lane p mod 4, each lane adds in increasing order from +0, and the
// total is (lane₀ + lane₁) + (lane₂ + lane₃).

const { fround } = Math;

/** Σ a[p] over the whole array. */
export function sum(a: Float32Array): number {
  const lanes = new Float32Array(4);
  for (let p = 0; p < a.length; p++) lanes[p % 4] += a[p];
  return fround(fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]));
}

/** s[j] = Σ_p A[p, j]: the bias gradient. A [rows, columns], s [columns]. */
export function sumRows(s: Float32Array, a: Float32Array, rows: number, columns: number) {
  const lanes = new Float32Array(4);
  for (let j = 0; j < columns; j++) {
    lanes.fill(0);
    for (let p = 0; p < rows; p++) lanes[p % 4] += a[p * columns + j];
    s[j] = fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]);
  }
}
