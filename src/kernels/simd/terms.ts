// One row of C as a sum of rows of B: Σ_q factor[q] · B[row[q]], in this order. A term takes 8 bytes: the factor and
// the address of its row of B.

/** Lists the k factors at x, x + step, … with the rows b, b + bStep, … they multiply, zeros left out; → how many. */
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
 * out[j] = Σ_q factor[q] · B[row[q], j] for j < width, a multiple of 16, in order from +0. Columns do not meet, so 32
 * (or 16) of them are summed side by side, their sums in registers.
 */
export function sumTerms(out: usize, list: usize, count: i32, width: i32): void {
  for (let j = 0; j < width; j += 32) sumSome(out, list, count, j, width);
}

/** The same for the 32 columns from j on, or the 16 that are left of `width`. */
export function sumSome(out: usize, list: usize, count: i32, j: i32, width: i32): void {
  if (j + 32 <= width) sum32(out, list, count, j << 2);
  else sum16(out, list, count, j << 2);
}

function sum32(out: usize, list: usize, count: i32, j: i32): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (const end = list + (count << 3); list < end; list += 8) {
    const x = v128.load32_splat(list);
    const row = load<u32>(list, 4) + j;
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(row)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(row, 16)));
    s2 = f32x4.add(s2, f32x4.mul(x, v128.load(row, 32)));
    s3 = f32x4.add(s3, f32x4.mul(x, v128.load(row, 48)));
    s4 = f32x4.add(s4, f32x4.mul(x, v128.load(row, 64)));
    s5 = f32x4.add(s5, f32x4.mul(x, v128.load(row, 80)));
    s6 = f32x4.add(s6, f32x4.mul(x, v128.load(row, 96)));
    s7 = f32x4.add(s7, f32x4.mul(x, v128.load(row, 112)));
  }
  v128.store(out + j, s0);
  v128.store(out + j, s1, 16);
  v128.store(out + j, s2, 32);
  v128.store(out + j, s3, 48);
  v128.store(out + j, s4, 64);
  v128.store(out + j, s5, 80);
  v128.store(out + j, s6, 96);
  v128.store(out + j, s7, 112);
}

/** The 16 columns at byte j of each row. */
function sum16(out: usize, list: usize, count: i32, j: i32): void {
  sumStrip(out + j, list, list + (count << 3), j);
}

/** out[0 … 15] = Σ_q factor[q] · B[row[q], 0 … 15], in order from +0, the rows `shift` bytes beyond those listed. */
export function sumStrip(out: usize, list: usize, end: usize, shift: i32): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
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
