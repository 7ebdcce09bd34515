import { exp64, expMinusOne64 } from './exp.ts';

/**
 * Returns the hyperbolic tangent in binary32, computed as E / (E + 2) with E = e²ᵃ − 1 and a = |x|.
 *
 * @param x a binary32 number.
 * @returns the nearest binary32 number, with an error < 0.500001 ulp, including subnormal results; tanh(±0) = ±0, ±1 for |x| ≥
 * 9.010914, NaN for NaN.
 */
export function tanh(x: number): number {
  const y = Math.fround(x);
  if (y === 0) return y;
  const e = expMinusOne64(2 * Math.min(Math.abs(y), 10));
  const t = e / (e + 2);
  return Math.fround(y < 0 ? -t : t);
}

/**
 * Returns the logistic function σ(x) = 1 / (1 + e⁻ˣ) in binary32, computed as 1 / (1 + E) or, for x < 0, E / (1 + E), with E =
 * e^−|x|.
 *
 * @param x a binary32 number.
 * @returns the nearest binary32 number, with an error < 0.500001 ulp. Toward −∞ it passes through the subnormal numbers to +0 at
 * −103.97208; it is 1 from 17.32868 on; NaN for NaN.
 */
export function sigmoid(x: number): number {
  const y = Math.fround(x);
  const e = exp64(Math.max(-Math.abs(y), -110));
  return Math.fround((y < 0 ? e : 1) / (1 + e));
}
