import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRounded } from '../../src/laws/sets/schedule-rounding.ts';
import {
  type KeptCounts,
  planRounds,
  pruningRate,
  remaining,
  remainingCount,
  type Scope,
} from '../../src/pruning/index.ts';
import { afterRate } from '../../src/pruning/schedule.ts';

const sparsity = fc.oneof(
  fc.double({ min: 0.01, max: 0.999, noNaN: true }),
  fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
);
const rounds = fc.integer({ min: 1, max: 20 });
const layersOf = (...sizes: number[]) =>
  new Map(sizes.map((total, i) => [`layer ${i}`, { total, remaining: total }]));

describe('towards a target', () => {
  test('the pruning rate satisfies (1 − p)ⁿ = 1 − s up to rounding', () =>
    fc.assert(
      fc.property(sparsity, rounds, (s, n) => {
        // p is off by at most 2⁻⁵³, and so 1 − p by a relative 2⁻⁵³ ÷ (1 − s)^(1/n).
        const kept = 1 - pruningRate(s, n);
        const bound = (n * (2 + 1 / kept) + 2) * 2 ** -53;
        expect(Math.abs(kept ** n / (1 - s) - 1)).toBeLessThanOrEqual(bound);
      }),
    ));

  test('remaining decreases strictly from 1 to exactly 1 − s', () =>
    fc.assert(
      fc.property(sparsity, rounds, (s, n) => {
        const left = Array.from({ length: n + 1 }, (_, k) => remaining(s, n, k));
        expect(left[0]).toBe(1);
        expect(left[n]).toBe(1 - s);
        for (let k = 1; k <= n; k++) expect(left[k]).toBeLessThan(left[k - 1]);
      }),
    ));

  test('remainingCount is round(total · (1 − s)^(k/n)) in exact arithmetic', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), sparsity, rounds, fc.nat(), (total, s, n, anyK) => {
        const k = anyK % (n + 1);
        const count = remainingCount(total, s, n, k);
        expect(Number.isSafeInteger(count)).toBe(true);
        expect(isRounded(total, s, n, k, count)).toBe(true);
      }),
      { numRuns: 300 },
    ));

  test('remainingCount rounds exact halves up, also if k/n is not in lowest terms', () => {
    expect(remainingCount(53, 0.75, 8, 4)).toBe(27);
    expect(remainingCount(5, 1 - 2 ** -6, 12, 2)).toBe(3);
  });

  test('the exact reference of remainingCount rejects a count that is off by one', () => {
    const count = remainingCount(266_200, 0.9, 10, 3);
    expect([-1, 0, 1].map((off) => isRounded(266_200, 0.9, 10, 3, count + off))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('remainingCount rounds exact halves up', () => {
    expect([1, 3, 5, 7, 101].map((total) => remainingCount(total, 0.75, 2, 1))).toEqual([1, 2, 3, 4, 51]);
  });

  test('remainingCount keeps at least one weight if there is any', () => {
    expect(remainingCount(3, 0.999, 1, 1)).toBe(1);
    expect(remainingCount(0, 0.5, 1, 1)).toBe(0);
  });

  test('the schedule agrees with the example of the seed document: 90 % in 10 rounds', () => {
    expect(pruningRate(0.9, 10)).toBeCloseTo(0.20567176527571851, 15);
    expect(pruningRate(0.9, 10).toFixed(4)).toBe('0.2057');
    const removed = Array.from({ length: 10 }, (_, k) => (100 * (1 - remaining(0.9, 10, k + 1))).toFixed(1));
    expect(removed).toEqual(['20.6', '36.9', '49.9', '60.2', '68.4', '74.9', '80.0', '84.2', '87.4', '90.0']);
  });

  test('a schedule of one round removes s at once', () => {
    expect(pruningRate(0.75, 1)).toBe(0.75);
    expect(remaining(0.9, 1, 1)).toBe(1 - 0.9);
  });
});

describe('planned before any training', () => {
  test('planRounds for global scope counts all layers together', () => {
    const levels = planRounds({ targetSparsity: 0.75 }, 2, 'global', layersOf(60, 40));
    expect(levels).toEqual([new Map([[null, 50]]), new Map([[null, 25]])]);
  });

  test('planRounds for layerwise scope counts each layer, and keeps no weight of an empty layer', () => {
    const levels = planRounds({ targetSparsity: 0.75 }, 2, 'layerwise', layersOf(60, 0, 40));
    expect(levels.map((level) => [...level.values()])).toEqual([
      [30, 0, 20],
      [15, 0, 10],
    ]);
  });

  test('the default rate of the output layer is half of the given rate for layerwise scope only', () => {
    const counts = (scope: Scope, plan: { roundRate: number; outputRate?: number }) =>
      planRounds(plan, 2, scope, layersOf(100, 100)).map((level) => [...level.values()]);
    expect(counts('layerwise', { roundRate: 0.2 })).toEqual([
      [80, 90],
      [64, 81],
    ]);
    expect(counts('layerwise', { roundRate: 0.2, outputRate: 0.5 })).toEqual([
      [80, 50],
      [64, 25],
    ]);
    expect(counts('global', { roundRate: 0.2 })).toEqual([[160], [128]]);
  });

  test('a round may leave some layers unchanged as long as it prunes one', () => {
    const [level] = planRounds({ targetSparsity: 0.3 }, 1, 'layerwise', layersOf(1, 10));
    expect([...level.values()]).toEqual([1, 7]);
  });

  test('the counts of planRounds decrease strictly and end at the target', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1000, max: 100_000 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 10, max: 95 }).map((percent) => percent / 100),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom<Scope>('global', 'layerwise'),
        (sizes, targetSparsity, n, scope) => {
          const levels = planRounds({ targetSparsity }, n, scope, layersOf(...sizes));
          expect(levels.length).toBe(n);
          const total = (level: KeptCounts) => [...level.values()].reduce((a, b) => a + b, 0);
          levels.slice(1).forEach((level, i) => {
            expect(total(level)).toBeLessThan(total(levels[i]));
          });
          const size = sizes.reduce((a, b) => a + b, 0);
          expect(Math.abs(total(levels[n - 1]) - size * (1 - targetSparsity))).toBeLessThanOrEqual(
            0.5 * sizes.length + 1e-6,
          );
        },
      ),
    ));
});

describe('bad input', () => {
  test.each([
    ['targetSparsity: must be in (0, 1), got 1', () => pruningRate(1, 10)],
    ['targetSparsity: must be in (0, 1), got NaN', () => pruningRate(Number.NaN, 10)],
    ['pruningRounds: must be an integer ≥ 1, got 0', () => pruningRate(0.5, 0)],
    ['round: must be an integer in [0, 3], got 4', () => remaining(0.5, 3, 4)],
    ['round: must be an integer in [0, 3], got 1.5', () => remaining(0.5, 3, 1.5)],
    ['total: must be an integer ≥ 0, got -1', () => remainingCount(-1, 0.5, 3, 1)],
    ['total: must be an integer ≥ 0, got NaN', () => remainingCount(Number.NaN, 0.5, 3, 1)],
    ['count: must be an integer ≥ 0, got 1.5', () => afterRate(1.5, 0.5)],
    ['rate: must be in (0, 1), got 1', () => afterRate(10, 1)],
    [
      'pruningRounds: must be an integer ≥ 1, got 0',
      () => planRounds({ targetSparsity: 0.5 }, 0, 'global', layersOf(9)),
    ],
  ])('the schedule throws a ValueError for %s', (message, call) => {
    expect(call).toThrow(message);
  });
});
