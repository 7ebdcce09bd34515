import { powerOfTwo } from './bits.ts';

const LN2_HIGH = 0.6931471803691238; // the leading 32 bits of ln 2, so that k · LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10; // ln 2 − LN2_HIGH

/**
 * eˣ in binary32.
 *
 * @param x taken as binary32.
 * @returns the nearest binary32, error < 0.500001 ulp, subnormals included; +∞ above 88.72283, +0 below
 *   −103.97208; exp(±0) = 1; NaN for NaN.
 */
export function exp(x: number): number {
  return Math.fround(exp64(Math.min(Math.max(Math.fround(x), -110), 90)));
}

/**
 * eˣ in float64, relative error < 2⁻⁵¹, for |x| ≤ 700: eˣ = 2ᵏ · eʳ with k the integer nearest x ÷ ln 2 and
 * r = x − k ln 2.
 */
export function exp64(x: number): number {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  return (1 + expMinusOneNear0(x - k * LN2_HIGH - k * LN2_LOW)) * powerOfTwo(k);
}

/**
 * eˣ − 1 in float64 for x in [0, 40], relative error < 2⁻⁵⁰, however small x is: 2ᵏ (eʳ − 1) + (2ᵏ − 1).
 */
export function expMinusOne64(x: number): number {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const scale = powerOfTwo(k);
  return scale * expMinusOneNear0(x - k * LN2_HIGH - k * LN2_LOW) + (scale - 1);
}

/** eʳ − 1 = r + r²/2! + … + r¹³/13! for |r| ≤ 0.35; the first term left out is below 2⁻⁵⁶ · |r|. */
function expMinusOneNear0(r: number): number {
  let p = 1 / 6227020800;
  p = p * r + 1 / 479001600;
  p = p * r + 1 / 39916800;
  p = p * r + 1 / 3628800;
  p = p * r + 1 / 362880;
  p = p * r + 1 / 40320;
  p = p * r + 1 / 5040;
  p = p * r + 1 / 720;
  p = p * r + 1 / 120;
  p = p * r + 1 / 24;
  p = p * r + 1 / 6;
  p = p * r + 1 / 2;
  return r + r * r * p;
}
