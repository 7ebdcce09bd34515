// Access to the sign, exponent and fraction fields of a float64, and exact scaling by powers of two. In WebAssembly, each of
// these is a reinterpretation and a shift.

const f64 = new Float64Array(1);
const words = new Uint32Array(f64.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0]; // Index of the high word: 1 on little-endian machines.

const f32 = new Float32Array(1);
const i32 = new Int32Array(f32.buffer);

/** Returns 2ᵏ exactly, for an integer k in −1022 … 1023. */
export function powerOfTwo(k: number): number {
  words[1 - HIGH] = 0;
  words[HIGH] = (k + 1023) << 20;
  return f64[0];
}

/** Returns the integer e with 2ᵉ ≤ x < 2ᵉ⁺¹, for a normal float64 x > 0. */
export function exponent(x: number): number {
  f64[0] = x;
  return (words[HIGH] >>> 20) - 1023;
}

/** Returns x ÷ 2ᵉ exactly, where e = exponent(x). The result is in [1, 2). x must be a normal float64 > 0. */
export function significand(x: number): number {
  f64[0] = x;
  words[HIGH] = (words[HIGH] & 0xfffff) | 0x3ff00000;
  return f64[0];
}

/** Returns the largest binary32 number below x, for a finite binary32 number x. */
export function nextBelow(x: number): number {
  if (x === 0) return -(2 ** -149);
  f32[0] = x;
  i32[0] += x > 0 ? -1 : 1;
  return f32[0];
}
