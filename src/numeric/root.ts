import { exponent, powerOfTwo, significand } from './bits.ts';
import { exp64 } from './exp.ts';
import { log64 } from './log.ts';

/**
 * The n-th root of x in float64, the same on every engine: error < 0.51 ulp for n ≤ 1022, < 2 ulp above.
 * Where the root is a float64 exactly, that is the result: nthRoot(8, 3) = 2.
 *
 * x = z · 2^(n q) with q the integer nearest to log₂ x ÷ n, so the root of z lies near 1; a guess by
 * logarithm, then one Newton step y − (yⁿ − z) / (n yⁿ⁻¹) whose residual is taken in twice float64's
 * precision.
 *
 * @param x in [0, +∞]; ±0 and +∞ are their own roots, and NaN gives NaN.
 * @param n an integer ≥ 1.
 * @throws RangeError for x < 0 and any other n.
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

/** yⁿ as an unevaluated sum high + low of about 100 bits, n ≥ 1, while nothing overflows. */
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
 * Dekker 1971: the product of two unevaluated sums; a · b's own rounding error is recovered from halves of
 * 26 bits.
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
