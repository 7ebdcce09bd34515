import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percent } from '../../src/report/format.ts';
import { percentTicks, thin } from '../../src/report/ticks.ts';

test('ticks are in the range, few, and distinct at their number of decimals', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 990 }), fc.integer({ min: 5, max: 1000 }), (start, span) => {
      const [low, high] = [start / 1000, Math.min(1, (start + span) / 1000)];
      const { values, decimals } = percentTicks(low, high);
      expect(values.length).toBeGreaterThanOrEqual(2);
      expect(values.length).toBeLessThanOrEqual(7);
      for (const value of values) expect(value > low - 1e-9 && value < high + 1e-9).toBe(true);
      const shown = values.map((value) => percent(value, decimals));
      expect(new Set(shown).size).toBe(values.length);
      values.forEach((value, i) => {
        expect(Number.parseFloat(shown[i])).toBeCloseTo(value * 100, 9);
      });
    }),
  ));

test('a known axis', () => {
  const { values, decimals } = percentTicks(0.9675, 0.9818);
  expect(values.map((value) => value.toFixed(3))).toEqual(['0.970', '0.975', '0.980']);
  expect(decimals).toBe(1);
});

test('of values too close, the first and the last are kept, and no two overlap', () => {
  const same = (value: number) => value;
  expect(thin([0, 5, 10, 20, 29, 30], same, 10)).toEqual([0, 10, 20, 30]);
  expect(thin([0, 10, 20, 25], same, 10)).toEqual([0, 10, 25]);
  expect([thin([], same, 10), thin([3], same, 10), thin([3, 4], same, 10)]).toEqual([[], [3], [3, 4]]);
});
