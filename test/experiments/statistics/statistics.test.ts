import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ValueError } from '../../../src/errors.ts';
import { type Estimate, estimate, pairsToTell, runsToTell } from '../../../src/experiments/index.ts';

const figures = (minLength: number) =>
  fc.array(
    fc.oneof(
      fc.constantFrom(0, -0, 0.5, 0.98),
      fc.integer({ min: 9000, max: 10_000 }).map((n) => n / 10_000),
      fc.double({ min: -100, max: 100, noNaN: true }),
    ),
    { minLength, maxLength: 12 },
  );
const width = ({ interval }: Estimate): number => (interval ? interval[1] - interval[0] : Number.NaN);

describe('estimate', () => {
  test('of published figures: Student’s sleep data, 1908', () => {
    // Extra sleep by the second drug minus by the first: mean 1.58, deviation 1.23, 95 % interval 0.70 to 2.46.
    const extra = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const { runs, mean, deviation, interval } = estimate(extra);
    expect([runs, mean.toFixed(2), deviation?.toFixed(2)]).toEqual([10, '1.58', '1.23']);
    expect(interval?.map((end) => end.toFixed(4))).toEqual(['0.7001', '2.4599']);
  });

  test('of one run has a mean and nothing else', () => {
    expect(estimate([0.97])).toEqual({ runs: 1, mean: 0.97, deviation: null, interval: null });
  });

  test('of equal runs is exactly their figure, without deviation', () =>
    fc.assert(
      fc.property(figures(1), fc.integer({ min: 2, max: 9 }), ([value], runs) => {
        const mean = value + 0;
        expect(estimate(Array<number>(runs).fill(value))).toEqual({
          runs,
          mean,
          deviation: 0,
          interval: [mean, mean],
        });
      }),
    ));

  test('its interval contains the mean, in the middle', () =>
    fc.assert(
      fc.property(figures(2), (values) => {
        const { mean, interval } = estimate(values);
        const [low, high] = interval as [number, number];
        expect(low <= mean && mean <= high).toBe(true);
        expect(high - mean).toBeCloseTo(mean - low, 9);
      }),
    ));

  test('its interval narrows with the same figures seen again, and widens with the confidence', () =>
    fc.assert(
      fc.property(figures(2), (values) => {
        const once = estimate(values);
        const twice = estimate([...values, ...values]);
        expect(twice.mean).toBeCloseTo(once.mean, 9);
        if (once.deviation === 0) return;
        expect(width(twice)).toBeLessThan(width(once));
        expect(width(estimate(values, 0.99))).toBeGreaterThan(width(once));
      }),
    ));

  test('the order of runs does not matter, and a shift moves the mean alone', () =>
    fc.assert(
      fc.property(figures(2), (values) => {
        const [one, turned] = [estimate(values), estimate(values.toReversed())];
        const shifted = estimate(values.map((value) => value + 7));
        expect(turned.mean).toBeCloseTo(one.mean, 9);
        expect(turned.deviation).toBeCloseTo(one.deviation as number, 9);
        expect(shifted.mean - 7).toBeCloseTo(one.mean, 9);
        expect(shifted.deviation).toBeCloseTo(one.deviation as number, 9);
      }),
    ));

  test('refuses no runs, a confidence that is none, and names a figure that is no number', () => {
    expect(() => estimate([])).toThrow('values: must have at least one run, got 0');
    for (const confidence of [0, 1, -0.5, 95, Number.NaN])
      expect(() => estimate([1, 2], confidence)).toThrow(ValueError);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(() => estimate([0.9, bad], 0.95, 'accuracy')).toThrow(
        new NonFiniteError('accuracy', 1, bad).message,
      );
  });
});

describe('how many runs a claim needs', () => {
  test('0.2 percentage points at a deviation of 0.3: 37 an arm, or 20 pairs', () => {
    expect(runsToTell(0.002, 0.003)).toBe(37);
    expect(pairsToTell(0.002, 0.003)).toBe(20);
  });

  // Cohen 1988, table 2.4.1: power 0.8 at the two-sided 5 % level.
  test.each([
    [0.2, 393],
    [0.5, 64],
    [0.8, 26],
    [1, 17],
  ])('an effect of %d deviations takes %i runs an arm, as is printed', (effect, runs) => {
    expect(Math.abs(runsToTell(effect, 1) - runs)).toBeLessThanOrEqual(effect < 0.5 ? 1 : 0);
  });

  test('the half of a difference takes four times the runs in the end; no deviation takes two', () => {
    expect(runsToTell(0.01, 1) / runsToTell(0.02, 1)).toBeCloseTo(4, 3);
    expect([runsToTell(0.002, 0), pairsToTell(0.002, 0)]).toEqual([2, 2]);
  });

  test('a smaller difference never takes fewer, and two arms never take fewer than pairs', () =>
    fc.assert(
      fc.property(fc.double({ min: 0.03, max: 5, noNaN: true }), (effect) => {
        expect(pairsToTell(effect * 0.9, 1)).toBeGreaterThanOrEqual(pairsToTell(effect, 1));
        expect(runsToTell(effect * 0.9, 1)).toBeGreaterThanOrEqual(runsToTell(effect, 1));
        if (effect < 1) expect(runsToTell(effect, 1)).toBeGreaterThanOrEqual(pairsToTell(effect, 1));
      }),
      { numRuns: 50 },
    ));

  test('a difference that no number of runs could tell is refused', () => {
    expect(() => runsToTell(1e-300, 1e300)).toThrow('runs: must be an integer');
  });

  test.each([0, -0.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a difference of %d', (difference) => {
    expect(() => runsToTell(difference, 0.3)).toThrow(ValueError);
    expect(() => pairsToTell(difference, 0.3)).toThrow(ValueError);
  });

  test.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a deviation of %d', (deviation) => {
    expect(() => runsToTell(0.2, deviation)).toThrow(ValueError);
  });
});
