// Four neighbours of a row-major array, one to a lane. Kernels take addresses (usize) and count in elements.
// Reading past an array's end is harmless, so only storing needs care with the last few.

/** x[i … i + 3]. */
export function four(x: usize, i: i32): v128 {
  return v128.load(x + ((<usize>i) << 2));
}

/** out[i … i + 3] = x, but nothing at n or beyond. */
export function put(out: usize, i: i32, x: v128, n: i32): void {
  const at = out + ((<usize>i) << 2);
  if (i + 4 <= n) v128.store(at, x);
  else putRest(at, x, n - i);
}

function putRest(at: usize, x: v128, count: i32): void {
  store<f32>(at, f32x4.extract_lane(x, 0));
  if (count > 1) store<f32>(at + 4, f32x4.extract_lane(x, 1));
  if (count > 2) store<f32>(at + 8, f32x4.extract_lane(x, 2));
}

/** All ones in the lanes where mask[i … i + 3] is not 0, else all zeros. */
export function kept(mask: usize, i: i32): v128 {
  const bytes = v128.load32_zero(mask + <usize>i);
  return i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)), i32x4.splat(0));
}
