import { exponent, significand } from './bits.ts';

const LN2_HIGH = 0.6931471803691238; // The leading 32 bits of ln 2, so that e · LN2_HIGH is exact.
const LN2_LOW = 1.9082149292705877e-10; // The rest, ln 2 − LN2_HIGH.

/**
 * Returns the natural logarithm in binary32.
 *
 * @param x a binary32 number.
 * @returns the nearest binary32 number, with an error < 0.500001 ulp, also for subnormal x; log(±0) = −∞, log(1) = +0, log(+∞) =
 * +∞; NaN for x < 0 and NaN.
 */
export function log(x: number): number {
  return Math.fround(log64(Math.fround(x)));
}

/**
 * Returns the natural logarithm in float64 with a relative error < 2⁻⁵⁰ for every x, and special values as in `log`. With x = m
 * · 2ᵉ and m in [√½, √2), log x = e ln 2 + log m.
 */
export function log64(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const lift = x < 2 ** -1022 ? 54 : 0;
  const normal = lift === 0 ? x : x * 2 ** 54;
  let e = exponent(normal) - lift;
  let m = significand(normal);
  if (m > Math.SQRT2) {
    m = m * 0.5;
    e = e + 1;
  }
  return e * LN2_HIGH + (e * LN2_LOW + logNear1(m));
}

/**
 * Returns log m = 2 (s + s³/3 + … + s²¹/21), where s = (m − 1)/(m + 1), for m in [√½, √2), so that |s| < 0.1716. The first
 * omitted term is below 2⁻⁵⁹ · |s|.
 */
function logNear1(m: number): number {
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let p = 1 / 21;
  p = p * z + 1 / 19;
  p = p * z + 1 / 17;
  p = p * z + 1 / 15;
  p = p * z + 1 / 13;
  p = p * z + 1 / 11;
  p = p * z + 1 / 9;
  p = p * z + 1 / 7;
  p = p * z + 1 / 5;
  p = p * z + 1 / 3;
  return 2 * (s + s * z * p);
}
