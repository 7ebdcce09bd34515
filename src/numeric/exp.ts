import { powerOfTwo } from './bits.ts';

const LN2_HIGH = 0.6931471803691238; // The leading 32 bits of ln 2, so that k · LN2_HIGH is exact.
const LN2_LOW = 1.9082149292705877e-10; // The rest, ln 2 − LN2_HIGH.

/**
 * Returns eˣ in binary32.
 *
 * @param x a binary32 number.
 * @returns the nearest binary32 number, with an error < 0.500001 ulp, including subnormal results; +∞ above 88.72283, +0 below
 * −103.97208; exp(±0) = 1; NaN for NaN.
 */
export function exp(x: number): number {
  return Math.fround(exp64(Math.min(Math.max(Math.fround(x), -110), 90)));
}

/**
 * Returns eˣ in float64 for |x| ≤ 700, with a relative error < 2⁻⁵¹: eˣ = 2ᵏ · eʳ, where k is the integer nearest to x ÷ ln 2,
 * and r = x − k ln 2.
 */
export function exp64(x: number): number {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  return (1 + expMinusOneNear0(x - k * LN2_HIGH - k * LN2_LOW)) * powerOfTwo(k);
}

/**
 * Returns eˣ − 1 in float64 for x in [0, 40], with a relative error < 2⁻⁵⁰ also for very small x: 2ᵏ (eʳ − 1) + (2ᵏ − 1).
 */
export function expMinusOne64(x: number): number {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const scale = powerOfTwo(k);
  return scale * expMinusOneNear0(x - k * LN2_HIGH - k * LN2_LOW) + (scale - 1);
}

/** Returns eʳ − 1 = r + r²/2! + … + r¹³/13! for |r| ≤ 0.35. The first omitted term is below 2⁻⁵⁶ · |r|. */
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
