import { exp64, expMinusOne64 } from './exp.ts';

/**
 * The hyperbolic tangent in binary32: with E = e²ᵃ − 1 and a = |x|, tanh a = E / (E + 2).
 *
 * @param x taken as binary32.
 * @returns the nearest binary32, error < 0.500001 ulp, subnormals included; tanh(±0) = ±0, ±1 from |x| =
 *   9.010914 on, NaN for NaN.
 */
export function tanh(x: number): number {
  const y = Math.fround(x);
  if (y === 0) return y;
  const e = expMinusOne64(2 * Math.min(Math.abs(y), 10));
  const t = e / (e + 2);
  return Math.fround(y < 0 ? -t : t);
}

/**
 * The logistic function σ(x) = 1 / (1 + e⁻ˣ) in binary32: with E = e^−|x|, 1 / (1 + E) or, for x < 0, E / (1
 * + E).
 *
 * @param x taken as binary32.
 * @returns the nearest binary32, error < 0.500001 ulp; towards −∞ it falls through the subnormals to +0 at
 *   −103.97208; 1 from 17.32868 on; NaN for NaN.
 */
export function sigmoid(x: number): number {
  const y = Math.fround(x);
  const e = exp64(Math.max(-Math.abs(y), -110));
  return Math.fround((y < 0 ? e : 1) / (1 + e));
}
