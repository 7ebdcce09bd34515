// Computes one row of C as a sum of rows of B, Σ_q factor[q] · B[row[q]], in this order. A term takes 8 bytes: the factor and
// the address of its row of B.

/**
 * Lists the k factors at x, x + step, … with the rows b, b + bStep, … that they multiply, without zeros. Returns the number of
 * terms.
 */
export function listTerms(list: usize, x: usize, step: i32, k: i32, b: usize, bStep: i32): i32 {
  let end = list;
  for (let p = 0; p < k; p++) {
    const factor = load<f32>(x);
    store<f32>(end, factor);
    store<u32>(end, <u32>b, 4);
    end += factor === 0 ? 0 : 8;
    x += step;
    b += bStep;
  }
  return <i32>(end - list) >> 3;
}

/**
 * Lists the terms of contiguous factors and rows of 128 bytes, skipping four zeros at once. Returns the end of the list.
 */
export function listRow(list: usize, x: usize, k: i32, b: usize): usize {
  for (let p = 0; p < k; p += 4) {
    const isZero = f32x4.eq(v128.load(x + (p << 2)), f32x4.splat(0));
    if (i32x4.all_true(isZero)) continue;
    list += listTerms(list, x + (p << 2), 4, min(4, k - p), b + (p << 7), 128) << 3;
  }
  return list;
}

/**
 * Computes out[j] = Σ_q factor[q] · B[row[q], j] for j < width, a multiple of 16, in order from +0. Columns are independent of
 * each other, so that 32 (or 16) of them are summed at the same time, with their sums in registers.
 */
export function sumTerms(out: usize, list: usize, count: i32, width: i32): void {
  for (let j = 0; j < width; j += 32) sumSome(out, list, count, j, width);
}

/** Computes 32 columns of the sum from column j on, or the last 16 of `width`. */
export function sumSome(out: usize, list: usize, count: i32, j: i32, width: i32): void {
  if (j + 32 <= width) sum32(out + (j << 2), list, list + (count << 3), j << 2, true);
  else sumStrip(out + (j << 2), list, list + (count << 3), j << 2, true);
}

/**
 * Adds Σ_q factor[q] · B[row[q], 0 … 31] to out[0 … 31] in order, or starts from +0 if `fresh`. The rows are `shift` bytes after
 * the listed addresses.
 */
export function sum32(out: usize, list: usize, end: usize, shift: i32, fresh: bool): void {
  const zero = f32x4.splat(0);
  let s0 = fresh ? zero : v128.load(out);
  let s1 = fresh ? zero : v128.load(out, 16);
  let s2 = fresh ? zero : v128.load(out, 32);
  let s3 = fresh ? zero : v128.load(out, 48);
  let s4 = fresh ? zero : v128.load(out, 64);
  let s5 = fresh ? zero : v128.load(out, 80);
  let s6 = fresh ? zero : v128.load(out, 96);
  let s7 = fresh ? zero : v128.load(out, 112);
  for (; list < end; list += 8) {
    const x = v128.load32_splat(list);
    const row = load<u32>(list, 4) + shift;
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(row)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(row, 16)));
    s2 = f32x4.add(s2, f32x4.mul(x, v128.load(row, 32)));
    s3 = f32x4.add(s3, f32x4.mul(x, v128.load(row, 48)));
    s4 = f32x4.add(s4, f32x4.mul(x, v128.load(row, 64)));
    s5 = f32x4.add(s5, f32x4.mul(x, v128.load(row, 80)));
    s6 = f32x4.add(s6, f32x4.mul(x, v128.load(row, 96)));
    s7 = f32x4.add(s7, f32x4.mul(x, v128.load(row, 112)));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, s4, 64);
  v128.store(out, s5, 80);
  v128.store(out, s6, 96);
  v128.store(out, s7, 112);
}

/** Adds Σ_q factor[q] · B[row[q], 0 … 15] to out[0 … 15] in order, or starts from +0 if `fresh`. */
export function sumStrip(out: usize, list: usize, end: usize, shift: i32, fresh: bool): void {
  const zero = f32x4.splat(0);
  let s0 = fresh ? zero : v128.load(out);
  let s1 = fresh ? zero : v128.load(out, 16);
  let s2 = fresh ? zero : v128.load(out, 32);
  let s3 = fresh ? zero : v128.load(out, 48);
  for (; list < end; list += 8) {
    const x = v128.load32_splat(list);
    const row = load<u32>(list, 4) + shift;
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(row)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(row, 16)));
    s2 = f32x4.add(s2, f32x4.mul(x, v128.load(row, 32)));
    s3 = f32x4.add(s3, f32x4.mul(x, v128.load(row, 48)));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
}
