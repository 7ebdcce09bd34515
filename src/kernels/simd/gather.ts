/** Computes out[e] = a[at[e]] for e < n. */
export function gather(out: usize, a: usize, at: usize, n: i32): void {
  for (let e = 0; e < n << 2; e += 4) store<f32>(out + e, load<f32>(a + (load<u32>(at + e) << 2)));
}

/** Computes out[at[e]] = a[e] for e < n. */
export function scatter(out: usize, a: usize, at: usize, n: i32): void {
  for (let e = 0; e < n << 2; e += 4) store<f32>(out + (load<u32>(at + e) << 2), load<f32>(a + e));
}
