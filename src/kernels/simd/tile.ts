/**
 * Computes one tile of C: c[i, j] += Σ_p a[p, i] · b[p, j] in increasing p, for 4 rows i and 8 columns j, or from +0 if `fresh`.
 * Its 32 sums stay in registers. a [k, 4] and b [k, 8] are packed strips; `step` is the distance between rows of C in bytes.
 */
export function tile(c: usize, step: i32, a: usize, b: usize, k: i32, fresh: bool): void {
  const zero = f32x4.splat(0);
  const c1 = c + step;
  const c2 = c1 + step;
  const c3 = c2 + step;
  let s00 = fresh ? zero : v128.load(c);
  let s01 = fresh ? zero : v128.load(c, 16);
  let s10 = fresh ? zero : v128.load(c1);
  let s11 = fresh ? zero : v128.load(c1, 16);
  let s20 = fresh ? zero : v128.load(c2);
  let s21 = fresh ? zero : v128.load(c2, 16);
  let s30 = fresh ? zero : v128.load(c3);
  let s31 = fresh ? zero : v128.load(c3, 16);
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(x, b0));
    s01 = f32x4.add(s01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    s10 = f32x4.add(s10, f32x4.mul(x, b0));
    s11 = f32x4.add(s11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    s20 = f32x4.add(s20, f32x4.mul(x, b0));
    s21 = f32x4.add(s21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    s30 = f32x4.add(s30, f32x4.mul(x, b0));
    s31 = f32x4.add(s31, f32x4.mul(x, b1));
    a += 16;
    b += 32;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}
