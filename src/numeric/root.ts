import { exponent, powerOfTwo, significand } from './bits.ts';
import { exp64 } from './exp.ts';
import { log64 } from './log.ts';

/**
 * Returns the n-th root of x in float64, with the same bits on every engine. The error is < 0.51 ulp for n ≤ 1022 and < 2 ulp
 * above. If the root is exactly a float64 number, the result is exact: nthRoot(8, 3) = 2.
 *
 * With x = z · 2^(n q), where q is the integer nearest to log₂ x ÷ n, the root of z is close to 1. It is estimated by the
 * logarithm and improved by one Newton step y − (yⁿ − z) / (n yⁿ⁻¹), whose residual is computed with twice the precision of
 * float64.
 *
 * @param x in [0, +∞]; ±0 and +∞ are their own roots, and NaN gives NaN.
 * @param n an integer ≥ 1.
 * @throws {RangeError} for x < 0 and any other n.
 */
export function nthRoot(x: number, n: number): number {
  if (x < 0) throw new RangeError(`x: must be ≥ 0, got ${x}`);
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`n: must be an integer ≥ 1, got ${n}`);
  if (n === 1 || x === 0 || !(x < Infinity)) return x;
  if (n === 2) return Math.sqrt(x);
  const lift = x < 2 ** -1022 ? 54 : 0;
  const normal = lift === 0 ? x : x * 2 ** 54;
  const e = exponent(normal) - lift;
  const m = significand(normal);
  const q = Math.floor(e / n + 0.5);
  const rest = e - n * q;
  const guess = exp64((log64(m) + rest * Math.LN2) / n);
  const root = n > 1022 ? guess : newton(guess, m * powerOfTwo(rest), n);
  return root * powerOfTwo(q);
}

function newton(y: number, z: number, n: number): number {
  const [high, low] = doubledPower(y, n);
  return y - ((high - z + low) / high) * (y / n);
}

/** Returns yⁿ as an unevaluated sum high + low of about 100 bits, for n ≥ 1, if nothing overflows. */
function doubledPower(y: number, n: number): Doubled {
  let result: Doubled = [1, 0];
  let square: Doubled = [y, 0];
  for (let rest = n; ; square = multiply(square, square)) {
    if (rest % 2 === 1) result = multiply(result, square);
    rest = Math.floor(rest / 2);
    if (rest === 0) return result;
  }
}

type Doubled = readonly [high: number, low: number];

/**
 * Returns the product of two unevaluated sums (Dekker 1971). The rounding error of a · b is recovered from halves of 26 bits.
 */
function multiply([a, aLow]: Doubled, [b, bLow]: Doubled): Doubled {
  const product = a * b;
  const a1 = upperHalf(a);
  const a2 = a - a1;
  const b1 = upperHalf(b);
  const b2 = b - b1;
  const lost = a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2;
  const low = lost + (a * bLow + aLow * b);
  const high = product + low;
  return [high, low - (high - product)];
}

function upperHalf(a: number): number {
  const c = a * (2 ** 27 + 1);
  return c - (c - a);
}
