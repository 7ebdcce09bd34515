import { quadrant, remainder } from './reduction.ts';

const HALF_PI = Math.PI / 2;

/**
 * Returns the sine of x radians in binary32.
 *
 * @param x a binary32 number of any size; the reduction is exact enough up to 3.4 · 10³⁸.
 * @returns the nearest binary32 number, with an error < 0.500001 ulp; sin(±0) = ±0; NaN for ±∞ and NaN.
 */
export function sin(x: number): number {
  const y = Math.fround(x);
  if (y === 0) return y;
  if (!(Math.abs(y) < Infinity)) return NaN;
  const [k, r] = remainder(Math.abs(y));
  const s = sinQuarters(k, r);
  return Math.fround(y < 0 ? -s : s);
}

/**
 * Returns the cosine of x radians in binary32.
 *
 * @param x a binary32 number of any size.
 * @returns the nearest binary32 number, with an error < 0.500001 ulp; cos(±0) = 1; NaN for ±∞ and NaN.
 */
export function cos(x: number): number {
  const y = Math.abs(Math.fround(x));
  if (!(y < Infinity)) return NaN;
  const [k, r] = remainder(y);
  return Math.fround(sinQuarters(k + 1, r));
}

/**
 * Returns the cosine of x radians in float64 for |x| ≤ 2²⁰, with an absolute error < 2⁻⁵¹.
 *
 * @throws {RangeError} for larger |x|, ±∞ and NaN.
 */
export function cos64(x: number): number {
  const y = Math.abs(x);
  if (!(y <= 2 ** 20)) throw new RangeError(`x: must lie in −2²⁰ … 2²⁰, got ${x}`);
  const [k, r] = remainder(y);
  return sinQuarters(k + 1, r);
}

/**
 * Returns the cosine of t full turns, cos(2πt), in float64 for every finite t, with an absolute error < 2⁻⁵¹. It is exactly 1,
 * +0, −1 and +0 at t = 0, ¼, ½ and ¾, and NaN for ±∞ and NaN.
 */
export function cosTurns(t: number): number {
  const y = Math.abs(t);
  const quarters = 4 * (y - Math.floor(y));
  const k = Math.floor(quarters + 0.5);
  return sinQuarters(k + 1, (quarters - k) * HALF_PI) + 0;
}

/** Returns sin(k · π/2 + r) for an integer k and |r| ≤ 0.786. */
function sinQuarters(k: number, r: number): number {
  const q = quadrant(k);
  const value = q % 2 === 0 ? sinNear0(r) : cosNear0(r);
  return q < 2 ? value : -value;
}

/** Returns sin r = r − r³/3! + … − r¹⁵/15!. The first omitted term is below 2⁻⁵³ · |r|. */
function sinNear0(r: number): number {
  const z = r * r;
  let p = -1 / 1307674368000;
  p = p * z + 1 / 6227020800;
  p = p * z - 1 / 39916800;
  p = p * z + 1 / 362880;
  p = p * z - 1 / 5040;
  p = p * z + 1 / 120;
  p = p * z - 1 / 6;
  return r + r * z * p;
}

/** Returns cos r = 1 − r²/2! + … + r¹⁶/16!. The first omitted term is below 2⁻⁵⁸. */
function cosNear0(r: number): number {
  const z = r * r;
  let p = 1 / 20922789888000;
  p = p * z - 1 / 87178291200;
  p = p * z + 1 / 479001600;
  p = p * z - 1 / 3628800;
  p = p * z + 1 / 40320;
  p = p * z - 1 / 720;
  p = p * z + 1 / 24;
  p = p * z - 1 / 2;
  return 1 + z * p;
}
