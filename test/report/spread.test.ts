import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from '../../src/report/spread.ts';

const wishes = fc.array(
  fc.nat(20).map((n) => n * 5),
  { maxLength: 8 },
); // many ties
const EVERYWHERE = [-1e6, 1e6] as const;

test('neighbors are at least the gap apart, in the order of their desired positions', () =>
  fc.assert(
    fc.property(wishes, (wanted) => {
      const got = spread(wanted, 18, EVERYWHERE);
      for (let a = 0; a < got.length; a++) {
        for (let b = a + 1; b < got.length; b++) {
          const [low, high] = wanted[a] <= wanted[b] ? [a, b] : [b, a];
          expect(got[high] - got[low]).toBeGreaterThanOrEqual(18 - 1e-9);
        }
      }
    }),
  ));

test('positions that are far enough apart do not change', () =>
  fc.assert(
    fc.property(wishes, (wanted) => {
      const apart = [...new Set(wanted)].map((value) => value * 4);
      expect(spread(apart, 18, EVERYWHERE)).toEqual(apart);
    }),
  ));

test('the mean position does not change, and ties are spread evenly', () => {
  expect(spread([50, 50], 18, EVERYWHERE)).toEqual([41, 59]);
  fc.assert(
    fc.property(wishes, (wanted) => {
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(spread(wanted, 18, EVERYWHERE))).toBeCloseTo(sum(wanted), 6);
    }),
  );
});

test('all positions are within the range if they fit', () =>
  fc.assert(
    fc.property(wishes, (wanted) => {
      const got = spread(wanted, 18, [10, 10 + 7 * 18]);
      for (const place of got) expect(place >= 10 && place <= 10 + 7 * 18).toBe(true);
    }),
  ));
