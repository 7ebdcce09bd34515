// Access to four consecutive elements of an array, one per lane. Kernels receive addresses (usize) and count elements. Reading
// beyond the end of an array is harmless, so that only stores need to treat the last elements separately.

/** Loads x[i … i + 3]. */
export function four(x: usize, i: i32): v128 {
  return v128.load(x + ((<usize>i) << 2));
}

/** Stores out[i … i + 3] = x, but nothing at index n or beyond. */
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

/** Returns all ones in the lanes where mask[i … i + 3] is not 0, and zeros in the others. */
export function kept(mask: usize, i: i32): v128 {
  const bytes = v128.load32_zero(mask + <usize>i);
  return i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)), i32x4.splat(0));
}
