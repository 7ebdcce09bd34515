// Reduces the argument of sine and cosine: the quadrant of an angle, and its distance from the nearest multiple of π/2.
import { exponent, powerOfTwo } from './bits.ts';

const TWO_OVER_PI = 2 / Math.PI;
const HALF_PI = Math.PI / 2;

// The sum HALF_PI_1 + HALF_PI_2 + HALF_PI_3 is π/2 to 122 bits. The first two have 33 bits, so that their products with k < 2²⁰
// are exact.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/**
 * Digits of 2/π in base 2²⁴: 2/π = Σ DIGITS[j] · 2^(−24 j). The leading zero lets every angle from 2²⁰ on find its first digit
 * by one formula; the last digit is the last one that 2¹²⁸ needs.
 */
const DIGITS = [
  0, 0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb,
];

/** Returns k mod 4 in 0 … 3. */
export function quadrant(k: number): number {
  return k - 4 * Math.floor(k / 4);
}

/**
 * Returns [k, r] with x = k · π/2 + r modulo 2π and |r| ≤ 0.786. For any finite binary32 x ≥ 0, r has a relative error < 2⁻⁴⁶
 * (no binary32 number except 0 is closer than 2⁻³⁰ to a multiple of π/2). For any float64 x in [0, 2²⁰], r has an absolute error
 * < 2⁻⁵².
 */
export function remainder(x: number): [k: number, r: number] {
  return x <= 2 ** 20 ? remainderSmall(x) : remainderLarge(x);
}

/**
 * Returns the remainder for small x by the method of Cody and Waite, which subtracts k · π/2 in three parts, the first two
 * exactly.
 */
function remainderSmall(x: number): [number, number] {
  const k = Math.floor(x * TWO_OVER_PI + 0.5);
  return [k, x - k * HALF_PI_1 - k * HALF_PI_2 - k * HALF_PI_3];
}

/**
 * Returns the remainder for large x by the method of Payne and Hanek 1983: with x = m · 2ᵉ, it multiplies m by the digits of 2/π
 * that matter modulo 4. Higher digits contribute multiples of 4, lower digits less than 2⁻⁹⁵. Each product has at most 48 bits
 * and is exact; the sums are exact down to 2⁻⁴⁶.
 */
function remainderLarge(x: number): [number, number] {
  const e = exponent(x) - 23;
  const m = x * powerOfTwo(-e);
  const first = Math.floor((e + 22) / 24);
  const product = (i: number) => m * DIGITS[first + i] * powerOfTwo(e - 24 * (first + i));

  const third = product(2); // In [0, 2).
  const thirdHigh = Math.floor(third * 2 ** 46) * 2 ** -46;
  const head = modulo4(product(0)) + modulo4(product(1)) + thirdHigh; // In [0, 10), a multiple of 2⁻⁴⁶.
  const tail = third - thirdHigh + (product(3) + (product(4) + product(5))); // In [0, 2⁻²²).
  const k = Math.floor(head + 0.5);
  return [k, (head - k + tail) * HALF_PI];
}

function modulo4(x: number): number {
  return x - 4 * Math.floor(x * 0.25);
}
