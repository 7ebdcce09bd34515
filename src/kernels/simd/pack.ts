// Packs operands so that kernels read them contiguously. Steps are distances between rows in bytes.

/** Rounds n up to a multiple of 16, the width of a padded row. */
export function padded(n: i32): i32 {
  return (n + 15) & ~15;
}

/** Packs a strip of four columns: out[p] = x[p, 0 … 3] for p < k. */
export function strip(out: usize, outStep: i32, x: usize, step: i32, k: i32): void {
  for (let p = 0; p < k; p++) {
    v128.store(out, v128.load(x));
    out += outStep;
    x += step;
  }
}

/**
 * Packs a strip of four rows, transposed: out[p] = x[0 … 3, p] for p < k. If there are fewer than four rows, the last one is
 * repeated.
 */
export function stripTransposed(out: usize, outStep: i32, x: usize, step: i32, k: i32, rows: i32): void {
  let x0 = x;
  let x1 = rows > 1 ? x0 + step : x0;
  let x2 = rows > 2 ? x1 + step : x1;
  let x3 = rows > 3 ? x2 + step : x2;
  for (let p = 0; p < k; p += 4) {
    const r0 = v128.load(x0);
    const r1 = v128.load(x1);
    const r2 = v128.load(x2);
    const r3 = v128.load(x3);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    if (p + 1 < k) v128.store(out + outStep, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    if (p + 2 < k) v128.store(out + 2 * outStep, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    if (p + 3 < k) v128.store(out + 3 * outStep, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    out += 4 * outStep;
    x0 += 16;
    x1 += 16;
    x2 += 16;
    x3 += 16;
  }
}

/** Transposes X [rows, columns] in blocks that stay in the cache. The rows of the result are `outStep` apart. */
export function transpose(out: usize, outStep: i32, x: usize, rows: i32, columns: i32): void {
  const step = columns << 2;
  for (let j = 0; j < columns; j += 64) {
    const width = min(64, columns - j);
    for (let i = 0; i < rows; i += 4) {
      const from = x + i * step + (j << 2);
      stripTransposed(out + j * outStep + (i << 2), outStep, from, step, width, rows - i);
    }
  }
}

/** Writes up to four rows as columns of a wider matrix: out[p, 0 … count − 1] = x[0 … count − 1, p] for p < k. */
export function putColumns(out: usize, outStep: i32, x: usize, step: i32, k: i32, count: i32): void {
  if (count === 4) stripTransposed(out, outStep, x, step, k, 4);
  for (let t = 0; t < (count & 3); t++) {
    for (let p = 0; p < k; p++) store<f32>(out + p * outStep + (t << 2), load<f32>(x + t * step + (p << 2)));
  }
}

/** Returns the number of elements that are ±0. */
export function zeros(x: usize, n: i32): i32 {
  let lanes = i32x4.splat(0); // A lane that is zero compares as −1.
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    lanes = i32x4.sub(lanes, f32x4.eq(v128.load(x + (i << 2)), f32x4.splat(0)));
  }
  let count = i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1);
  count += i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
  for (; i < n; i++) count += i32(load<f32>(x + (i << 2)) === 0);
  return count;
}
