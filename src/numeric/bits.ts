// Access to the sign, exponent and fraction fields of a float64, and exact scaling by powers of two.
// In WebAssembly each of these is a reinterpret and a shift.

const f64 = new Float64Array(1);
const words = new Uint32Array(f64.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0]; // 1 where the low word comes first in memory

const f32 = new Float32Array(1);
const i32 = new Int32Array(f32.buffer);

/** 2ᵏ, exact, for an integer k in −1022 … 1023. */
export function powerOfTwo(k: number): number {
  words[1 - HIGH] = 0;
  words[HIGH] = (k + 1023) << 20;
  return f64[0];
}

/** The integer e with 2ᵉ ≤ x < 2ᵉ⁺¹, for a normal float64 x > 0. */
export function exponent(x: number): number {
  f64[0] = x;
  return (words[HIGH] >>> 20) - 1023;
}

/** x ÷ 2ᵉ with e = exponent(x), in [1, 2), exact, for a normal float64 x > 0. */
export function significand(x: number): number {
  f64[0] = x;
  words[HIGH] = (words[HIGH] & 0xfffff) | 0x3ff00000;
  return f64[0];
}

/** The largest binary32 below x, for a finite x that is itself binary32. */
export function nextBelow(x: number): number {
  if (x === 0) return -(2 ** -149);
  f32[0] = x;
  i32[0] += x > 0 ? -1 : 1;
  return f32[0];
}
