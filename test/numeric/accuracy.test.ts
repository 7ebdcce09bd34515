import { describe, expect, test } from 'vitest';
import { exp64, expMinusOne64 } from '../../src/numeric/exp.ts';
import { cos64, cosTurns, log64 } from '../../src/numeric/index.ts';
import { around, type Subject, subjects, sweep } from './functions.ts';
import { cosOf, expOf, fixed, LN2, logOf, ONE, PI, sinOf, ulps } from './oracle.ts';

const BOUND = 0.500001; // ulp of binary32, as the documentation promises

function worst({ ours, truth, covers }: Subject, points: Iterable<number>): { error: number; at: number } {
  const found = { error: 0, at: NaN };
  for (const x of points) {
    if (!covers(x)) continue;
    const error = ulps(ours(x), truth(fixed(x)), 24);
    if (!(error <= found.error)) Object.assign(found, { error, at: x });
  }
  return found;
}

/** Returns the largest error in ulp compared with a float64 reference, which is accurate to 2⁻²⁸ of these ulp. */
function worstAgainstBuiltIn({ ours, builtIn, covers }: Subject, points: Iterable<number>) {
  const found = { error: 0, at: NaN };
  for (const x of points) {
    if (!covers(x)) continue;
    const truth = builtIn(x);
    const e = Math.max(-126, Math.floor(Math.log2(Math.abs(truth))));
    const error = Math.abs(ours(x) - truth) / 2 ** (e - 23);
    if (!(error <= found.error)) Object.assign(found, { error, at: x });
  }
  return found;
}

describe('the oracle', () => {
  const digits = (v: bigint) => ((v * 10n ** 40n) >> 400n).toString();

  test('the oracle agrees with 40 published digits of π, ln 2, e, sin 1, cos 1 and log 10', () => {
    expect(digits(PI)).toBe('31415926535897932384626433832795028841971');
    expect(digits(LN2)).toBe('6931471805599453094172321214581765680755');
    expect(digits(expOf(ONE))).toBe('27182818284590452353602874713526624977572');
    expect(digits(sinOf(ONE))).toBe('8414709848078965066525023216302989996225');
    expect(digits(cosOf(ONE))).toBe('5403023058681397174009366074429766037323');
    expect(digits(logOf(10n * ONE))).toBe('23025850929940456840179914546843642076011');
  });

  test('the oracle measures an error of 1 ulp for the neighbor of a correct result', () => {
    expect(ulps(1 + 2 ** -23, ONE, 24)).toBe(1);
    expect(ulps(2 ** -149, 0n, 24)).toBe(1);
    expect(ulps(0.1, fixed(0.1), 53)).toBe(0);
  });
});

describe.each(Object.entries(subjects))('%s is the nearest binary32', (_, subject) => {
  test('returns the nearest binary32 for a strided sample of all bit patterns', () => {
    expect(worst(subject, sweep(524_287)).error).toBeLessThanOrEqual(BOUND);
  });

  test('returns the nearest binary32 for a strided sample of 2⁻¹⁰ … 128', () => {
    const [low, high] = [0x3a800000, 0x43000000];
    expect(worst(subject, sweep(65_521, low, high)).error).toBeLessThanOrEqual(BOUND);
    expect(worst(subject, sweep(65_521, 0x80000000 + low, 0x80000000 + high)).error).toBeLessThanOrEqual(
      BOUND,
    );
  });

  test('returns the nearest binary32 for subnormals of either sign', () => {
    const points = [...sweep(8_191, 1, 0x7fffff), ...sweep(8_191, 0x80000001, 0x807fffff)];
    expect(worst(subject, [...points, ...around(2 ** -149), ...around(2 ** -126)]).error).toBeLessThanOrEqual(
      BOUND,
    );
  });

  test('returns the nearest binary32 near every point where the algorithm changes', () => {
    const edges = [
      88.72283,
      87.33654,
      103.97208,
      103.27893,
      104,
      1,
      Math.SQRT1_2,
      Math.SQRT2,
      9.0109,
      10,
      17.32868,
    ];
    const breaks = [
      0.5 * Math.LN2,
      1.5 * Math.LN2,
      2 ** -12,
      2 ** -24,
      2 ** -25,
      2 ** 20,
      2 ** 25,
      2 ** 127,
      3.4e38,
    ];
    const points = [...edges, ...breaks].flatMap((x) => around(x, 20));
    expect(worst(subject, points).error).toBeLessThanOrEqual(BOUND);
  });

  test('sin and cos return the nearest binary32 near small and large multiples of π/2 and π/4', () => {
    const points: number[] = [];
    for (let k = 1; k < 2 ** 100; k = Math.ceil(k * 1.3)) points.push(...around((k * Math.PI) / 4, 1));
    for (let k = 1; k < 200; k++) points.push(...around((k * Math.PI) / 2, 1));
    expect(worst(subject, points).error).toBeLessThanOrEqual(BOUND);
  });

  test('agrees with the rounded float64 Math function over a million bit patterns', () => {
    expect(worstAgainstBuiltIn(subject, sweep(4_093)).error).toBeLessThanOrEqual(BOUND);
  });
});

describe('reduction modulo π/2', () => {
  test('the reduction modulo π/2 is accurate for the binary32 numbers nearest to a multiple of π/2', () => {
    // For each exponent, the convergents of 2^e ÷ (π/2) give the m < 2²⁴ whose product comes nearest to an
    // integer.
    const points: number[] = [];
    for (let e = -23n; e <= 104n; e++) points.push(...hardest(e).map((m) => Number(m) * 2 ** Number(e)));
    expect(points.length).toBeGreaterThan(1000);
    const nearest = points.map((x) => Math.min(Math.abs(Math.sin(x)), Math.abs(Math.cos(x))));
    expect(Math.min(...nearest)).toBeLessThan(2 ** -28);
    expect(Math.min(...nearest)).toBeGreaterThan(2 ** -30);
    expect(worst(subjects.sin, points).error).toBeLessThanOrEqual(BOUND);
    expect(worst(subjects.cos, points).error).toBeLessThanOrEqual(BOUND);
  });

  /** Returns the denominators below 2²⁴ of the convergents of 2ᵉ · 2/π. */
  function hardest(e: bigint): bigint[] {
    let [a, b] = e < 0n ? [2n * ONE, PI << -e] : [(2n * ONE) << e, PI];
    let [before, now] = [0n, 1n];
    const list = [];
    while (b !== 0n && now < 1n << 24n) {
      list.push(now);
      [a, b] = [b, a % b];
      if (b !== 0n) [before, now] = [now, (a / b) * now + before];
    }
    return list;
  }
});

describe('the float64 forms', () => {
  const distance = (got: number, truth: bigint) => Math.abs(Number(fixed(got) - truth)) / 2 ** 400;

  test('exp64 and expMinusOne64 have at most the documented relative error', () => {
    const relative = (got: number, truth: bigint) =>
      Math.abs(Number(((fixed(got) - truth) << 80n) / truth)) / 2 ** 80;
    let [error, errorMinusOne] = [0, 0];
    for (let i = 1; i < 2000; i++) {
      for (const x of [i / 20, -i / 20, 1 / i, (i - 1000) * Math.LN2 * 0.1 + 1e-9]) {
        error = Math.max(error, relative(exp64(x), expOf(fixed(x))));
      }
      for (const x of [i / 50, 2 ** (-i / 16), i * 1e-4]) {
        errorMinusOne = Math.max(errorMinusOne, relative(expMinusOne64(x), expOf(fixed(x)) - ONE));
      }
    }
    expect(error).toBeLessThan(2 ** -51);
    expect(errorMinusOne).toBeLessThan(2 ** -50);
  });

  test('log64 differs from Math.log by at most 4 ulp', () => {
    let error = 0;
    for (let i = 1; i < 3000; i++) {
      for (const x of [i / 1500, i * i * 1.7, 2 ** (i / 10 - 200), 1 + i * 2 ** -40, 1 - i * 2 ** -40]) {
        error = Math.max(error, ulps(log64(x), logOf(fixed(x)), 53));
      }
    }
    expect(error).toBeLessThan(4);
    expect(log64(2 ** -1074)).toBeCloseTo(-1074 * Math.LN2, 10);
    expect(log64(2 ** 1000)).toBeCloseTo(1000 * Math.LN2, 10);
    expect(log64(Number.MAX_VALUE)).toBeCloseTo(1024 * Math.LN2, 10);
  });

  test('cos64 has an absolute error below 2⁻⁵¹ for |x| ≤ 2²⁰', () => {
    let error = 0;
    for (let i = -2000; i < 2000; i++) {
      for (const x of [i / 300, i * 524.287, (i * Math.PI) / 2]) {
        error = Math.max(error, distance(cos64(x), cosOf(fixed(x))));
      }
    }
    expect(error).toBeLessThan(2 ** -51);
    expect(distance(cos64(2 ** 20), cosOf(fixed(2 ** 20)))).toBeLessThan(2 ** -51);
  });

  test('cos64 throws a RangeError for large, infinite and NaN arguments', () => {
    for (const x of [2 ** 20 + 1, -(2 ** 21), Infinity, NaN]) expect(() => cos64(x)).toThrow(RangeError);
    expect(() => cos64(Infinity)).toThrow('x: must lie in −2²⁰ … 2²⁰, got Infinity');
  });

  test('cosTurns has an absolute error below 2⁻⁵¹ and is exact at quarter turns', () => {
    let error = 0;
    for (let i = -2000; i < 2000; i++) {
      for (const t of [i / 1999, i * 12.345678]) {
        error = Math.max(error, distance(cosTurns(t), cosOf(2n * ((PI * fixed(t)) >> 400n))));
      }
    }
    expect(error).toBeLessThan(2 ** -51);
    expect([0, 0.25, 0.5, 0.75, 1, -0.25, 5.5, 2 ** 60].map(cosTurns)).toEqual([1, 0, -1, 0, 1, 0, -1, 1]);
    expect([Infinity, -Infinity, NaN].map(cosTurns)).toEqual([NaN, NaN, NaN]);
  });
});
