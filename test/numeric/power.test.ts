import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integerPower, nthRoot } from '../../src/numeric/index.ts';

/** Returns a finite float64 as numerator · 2^exponent. */
function ratio(x: number): [m: bigint, e: number] {
  let e = 0;
  let y = x;
  while (!Number.isInteger(y)) {
    y *= 2;
    e--;
  }
  return [BigInt(y), e];
}

/** Returns the exact sign of (y + u)ⁿ − x. */
function side(y: number, u: number, n: number, x: number): number {
  const [ym, ye] = ratio(y);
  const [um, ue] = ratio(u);
  const e = Math.min(ye, ue);
  const root = (ym << BigInt(ye - e)) + (um << BigInt(ue - e));
  const [xm, xe] = ratio(x);
  const scale = n * e - xe;
  const left = (root ** BigInt(n)) << BigInt(Math.max(0, scale));
  const right = xm << BigInt(Math.max(0, -scale));
  return left < right ? -1 : left > right ? 1 : 0;
}

const ulp = (y: number) => 2 ** (Math.floor(Math.log2(y)) - 52);

function expectRootWithin(x: number, n: number, bound: number): void {
  const y = nthRoot(x, n);
  expect(side(y, -bound * ulp(y), n, x), `${x} ${n} too high`).toBeLessThanOrEqual(0);
  expect(side(y, bound * ulp(y), n, x), `${x} ${n} too low`).toBeGreaterThanOrEqual(0);
}

const positive = fc.oneof(
  fc.double({ min: 2 ** -1022, max: 1e308, noNaN: true }),
  fc.double({ min: 1e-9, max: 10, noNaN: true }),
  fc.integer({ min: 1, max: 2 ** 22 }).map((k) => k * 2 ** -1074),
);

describe('integerPower', () => {
  test('integerPower is exact if all powers are representable', () => {
    expect(integerPower(3, 33)).toBe(5559060566555523);
    expect(integerPower(-2, 1023)).toBe(-(2 ** 1023));
    expect(integerPower(0.5, 1074)).toBe(2 ** -1074);
    expect([0, 1, 2, 3, 4, 5].map((n) => integerPower(-3, n))).toEqual([1, -3, 9, -27, 81, -243]);
  });

  test('integerPower multiplies in the documented order: x · (x²)² for n = 5', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => Object.is(integerPower(x, 5), x * (x * x * (x * x)))),
    ));

  test('integerPower returns 1 for n = 0, and the IEEE 754 results for ±0 and ∞', () => {
    expect([0, -0, Infinity, NaN].map((x) => integerPower(x, 0))).toEqual([1, 1, 1, 1]);
    expect([0, -0, -Infinity, NaN].map((x) => integerPower(x, 3))).toEqual([0, -0, -Infinity, NaN]);
  });

  test('integerPower has a relative error below n · 2⁻⁵³', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 1, max: 60 }), (i, n) => {
        const x = 0.5 + i * 2 ** -31;
        const [m, e] = ratio(x);
        const [got, gotE] = ratio(integerPower(x, n));
        const low = Math.min(n * e, gotE);
        const truth = (m ** BigInt(n)) << BigInt(n * e - low);
        const error = (got << BigInt(gotE - low)) - truth;
        expect((error < 0n ? -error : error) << 53n <= truth * BigInt(n)).toBe(true);
      }),
    ));

  test('integerPower is accurate for 0.999 to the power of a million', () => {
    expect(integerPower(0.999, 2 ** 40)).toBe(0);
    expect(integerPower(1 - 2 ** -30, 2 ** 30)).toBeCloseTo(Math.exp(-1), 8);
  });

  test('integerPower throws a RangeError if n is not an integer ≥ 0', () => {
    for (const n of [-1, 1.5, NaN, Infinity]) expect(() => integerPower(2, n)).toThrow(RangeError);
    expect(() => integerPower(2, -1)).toThrow('n: must be an integer ≥ 0, got -1');
  });
});

describe('nthRoot', () => {
  test('nthRoot of a perfect power is exact', () => {
    expect(nthRoot(0.25, 2)).toBe(0.5);
    expect(nthRoot(8, 3)).toBe(2);
    for (let base = 1; base < 60; base++) {
      for (let n = 1; base ** n < 2 ** 53; n++) {
        expect(nthRoot(base ** n, n)).toBe(base);
        if (base === 1 && n > 60) break;
      }
    }
    for (const n of [3, 10, 100, 511, 512, 1022, 1023, 1050, 1074]) expect(nthRoot(2 ** -n, n)).toBe(0.5);
  });

  test('the 10th power of nthRoot(0.1, 10) equals 0.1 within 4 ulp', () => {
    expect(Math.abs(integerPower(nthRoot(0.1, 10), 10) - 0.1)).toBeLessThanOrEqual(4 * 2 ** -56);
  });

  test('nthRoot has an error below 0.51 ulp for the exponents that schedules use', () =>
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 30 }), (x, n) => expectRootWithin(x, n, 0.51)),
      { numRuns: 1000 },
    ));

  test('nthRoot has at most the documented error for large n', () =>
    fc.assert(
      fc.property(positive, fc.integer({ min: 31, max: 3000 }), (x, n) =>
        expectRootWithin(x, n, n <= 1022 ? 0.51 : 2),
      ),
      { numRuns: 60 },
    ));

  test('nthRoot is accurate for the smallest and largest float64 numbers', () => {
    for (const x of [
      Number.MIN_VALUE,
      2 ** -1060 * 1.25,
      Number.MAX_VALUE,
      2 ** -1022,
      1 - 2 ** -53,
      1 + 2 ** -52,
    ]) {
      for (const n of [2, 3, 5, 10, 1022]) expectRootWithin(x, n, 0.51);
      for (const n of [1023, 2044, 2147, 2148, 5000]) expectRootWithin(x, n, 2);
    }
    expect(nthRoot(0.5, Number.MAX_SAFE_INTEGER)).toBe(1 - 2 ** -53);
  });

  test('nthRoot returns 0, 1, ∞ and NaN unchanged', () => {
    for (const n of [1, 2, 3, 10, 2000]) {
      expect([0, 1, Infinity, NaN].map((x) => nthRoot(x, n))).toEqual([0, 1, Infinity, NaN]);
    }
  });

  test('nthRoot throws a RangeError if x is negative or n is not an integer ≥ 1', () => {
    expect(() => nthRoot(-1, 3)).toThrow('x: must be ≥ 0, got -1');
    for (const n of [0, -1, 1.5, NaN, Infinity]) expect(() => nthRoot(2, n)).toThrow(RangeError);
    expect(() => nthRoot(2, 0)).toThrow('n: must be an integer ≥ 1, got 0');
  });
});
