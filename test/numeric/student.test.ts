import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arctangent } from '../../src/numeric/arctangent.ts';
import { studentQuantile, studentWithin } from '../../src/numeric/index.ts';

describe('arctangent', () => {
  const anywhere = fc.oneof(fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 0, noNaN: true }));

  test('arctangent equals Math.atan within a relative error of 2⁻⁵⁰', () =>
    fc.assert(
      fc.property(anywhere, (x) => {
        expect(Math.abs(arctangent(x) - Math.atan(x))).toBeLessThanOrEqual(
          2 ** -50 * Math.atan(x) + 2 ** -1068,
        );
      }),
    ));

  test('arctangent is accurate for large x, where 1 ÷ x is small but not negligible', () => {
    for (const x of [1e8, 1.5e8, 1e9, 1e11, 1e14])
      expect(Math.abs(arctangent(x) - Math.atan(x))).toBeLessThanOrEqual(2 ** -50 * Math.atan(x));
  });

  test('arctangent returns 0, π/4 and π/2 for 0, 1 and infinity', () => {
    expect(arctangent(0)).toBe(0);
    expect(arctangent(1)).toBeCloseTo(Math.PI / 4, 15);
    expect(arctangent(Number.POSITIVE_INFINITY)).toBeCloseTo(Math.PI / 2, 15);
  });
});

describe('studentQuantile', () => {
  // Abramowitz & Stegun 1964, table 26.10; the last column of each row is the limit, the normal distribution.
  test.each<[number, [degrees: number, published: number][]]>([
    [
      0.95,
      [
        [1, 12.706],
        [2, 4.303],
        [3, 3.182],
        [4, 2.776],
        [5, 2.571],
        [6, 2.447],
        [7, 2.365],
        [8, 2.306],
        [9, 2.262],
        [10, 2.228],
        [14, 2.145],
        [19, 2.093],
        [29, 2.045],
        [30, 2.042],
        [60, 2.0],
        [120, 1.98],
        [1_000_000, 1.96],
      ],
    ],
    [
      0.99,
      [
        [1, 63.657],
        [2, 9.925],
        [4, 4.604],
        [9, 3.25],
        [30, 2.75],
        [120, 2.617],
      ],
    ],
    [
      0.5,
      [
        [1, 1.0],
        [2, 0.816],
        [10, 0.7],
      ],
    ],
  ])('studentQuantile of %d equals the published table', (confidence, rows) => {
    for (const [degrees, published] of rows)
      expect([degrees, Number(studentQuantile(confidence, degrees).toFixed(3))]).toEqual([
        degrees,
        published,
      ]);
  });

  // ν = 1 is the Cauchy distribution, and ν = 2 has t = √(2 c² ÷ (1 − c²)).
  test('studentQuantile equals its closed forms for one and two degrees of freedom', () =>
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (c) => {
        expect(studentQuantile(c, 1) / Math.tan((Math.PI / 2) * c)).toBeCloseTo(1, 10);
        expect(studentQuantile(c, 2) / Math.sqrt((2 * c * c) / (1 - c * c))).toBeCloseTo(1, 10);
      }),
    ));

  test('studentQuantile increases with confidence, decreases with degrees, and inverts studentWithin', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 200 }),
        (confidence, degrees) => {
          const t = studentQuantile(confidence, degrees);
          expect(studentQuantile(confidence + 0.005, degrees)).toBeGreaterThan(t);
          expect(studentQuantile(confidence, degrees + 1)).toBeLessThan(t);
          expect(studentWithin(t, degrees)).toBeCloseTo(confidence, 12);
        },
      ),
      { numRuns: 50 },
    ));

  test.each([0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'studentQuantile throws a RangeError for a confidence of %d',
    (confidence) => {
      const refusal = new RangeError(`confidence: must be in (0, 1), got ${confidence}`);
      expect(() => studentQuantile(confidence, 3)).toThrow(refusal);
    },
  );

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'studentQuantile throws a RangeError for %d degrees of freedom',
    (degrees) => {
      const refusal = new RangeError(`degrees: must be an integer ≥ 1, got ${degrees}`);
      expect(() => studentQuantile(0.95, degrees)).toThrow(refusal);
      expect(() => studentWithin(1, degrees)).toThrow(refusal);
    },
  );
});

test('studentWithin returns 0 for 0 and 1 for infinity, and throws a RangeError if t is negative or NaN', () => {
  for (const degrees of [1, 2, 7, 8]) {
    expect(studentWithin(0, degrees)).toBe(0);
    expect(studentWithin(Number.POSITIVE_INFINITY, degrees)).toBe(1);
  }
  expect(() => studentWithin(-1, 3)).toThrow('t: must be ≥ 0, got -1');
  expect(() => studentWithin(Number.NaN, 3)).toThrow(RangeError);
});
