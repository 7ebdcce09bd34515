// Along the batch: the rows of transposed activations, `step` bytes apart, four examples to a vector.

/** live[i] = 8, the size of a list's entry, if row i has an example that is not 0; else 0. */
export function flagLive(live: usize, x: usize, step: i32, rows: i32, batch: i32): void {
  for (let i = 0; i < rows; i++) {
    let any = i32x4.splat(0);
    for (let p = 0; p < batch; p += 4) any = v128.or(any, v128.load(x + (p << 2)));
    store<u8>(live + i, v128.any_true(i32x4.shl(any, 1)) ? 8 : 0); // the shift drops the sign: −0 is 0 too
    x += step;
  }
}

/** Writes +0 from the last example up to the end of its vector. */
export function clearRest(x: usize, step: i32, rows: i32, batch: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let p = batch; p & 3; p++) store<f32>(x + (p << 2), 0);
    x += step;
  }
}

/**
 * For each entry of the list, the addresses of a result and of a row: result = Σ_p row[p] · d[p] in lane order, over
 * `size` bytes. A sum waits for its own last addition, so four entries advance together; of the last few, the last is
 * computed again.
 */
export function dotLanes(list: usize, end: usize, d: usize, size: i32): void {
  if (list === end) return;
  for (let t = 0; t < 24; t += 8) store<u64>(end + t, load<u64>(end - 8));
  for (let at = list; at < end; at += 32) {
    const x0 = <usize>load<u32>(at, 4);
    const x1 = <usize>load<u32>(at, 12);
    const x2 = <usize>load<u32>(at, 20);
    const x3 = <usize>load<u32>(at, 28);
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let p = 0; p < size; p += 16) {
      const factor = v128.load(d + p);
      s0 = f32x4.add(s0, f32x4.mul(v128.load(x0 + p), factor));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(x1 + p), factor));
      s2 = f32x4.add(s2, f32x4.mul(v128.load(x2 + p), factor));
      s3 = f32x4.add(s3, f32x4.mul(v128.load(x3 + p), factor));
    }
    const results = totals(s0, s1, s2, s3);
    store<f32>(load<u32>(at), f32x4.extract_lane(results, 0));
    store<f32>(load<u32>(at, 8), f32x4.extract_lane(results, 1));
    store<f32>(load<u32>(at, 16), f32x4.extract_lane(results, 2));
    store<f32>(load<u32>(at, 24), f32x4.extract_lane(results, 3));
  }
}

/** (lane₀ + lane₁) + (lane₂ + lane₃) of each of the four. */
function totals(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const low01 = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
  const lanes0 = v128.shuffle<f32>(low01, low23, 0, 1, 4, 5);
  const lanes1 = v128.shuffle<f32>(low01, low23, 2, 3, 6, 7);
  const lanes2 = v128.shuffle<f32>(high01, high23, 0, 1, 4, 5);
  const lanes3 = v128.shuffle<f32>(high01, high23, 2, 3, 6, 7);
  return f32x4.add(f32x4.add(lanes0, lanes1), f32x4.add(lanes2, lanes3));
}
