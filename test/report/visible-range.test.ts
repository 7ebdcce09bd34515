import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insideWindow, type Place } from '../../src/report/visible-range.ts';

const curve = (...ys: number[]): Place[] => ys.map((y, x) => [x, y]);

test.each<[string, Place[], Place[][]]>([
  ['inside stays whole', curve(2, 4, 6), [curve(2, 4, 6)]],
  [
    'rising in is cut at the bottom',
    curve(-2, 2, 4),
    [
      [
        [0.5, 0],
        [1, 2],
        [2, 4],
      ],
    ],
  ],
  [
    'dipping out and back is in two',
    curve(2, -2, 2),
    [
      [
        [0, 2],
        [0.5, 0],
      ],
      [
        [1.5, 0],
        [2, 2],
      ],
    ],
  ],
  [
    'straight through is cut twice',
    curve(-5, 15, -5),
    [
      [
        [0.25, 0],
        [0.75, 10],
      ],
      [
        [1.25, 10],
        [1.75, 0],
      ],
    ],
  ],
  ['outside is nothing', curve(-1, -2, -1), []],
  [
    'an unknown value breaks it',
    curve(1, Number.NaN, 3, 4),
    [
      [[0, 1]],
      [
        [2, 3],
        [3, 4],
      ],
    ],
  ],
  [
    'a bound belongs to the window',
    curve(0, 10),
    [
      [
        [0, 0],
        [1, 10],
      ],
    ],
  ],
  ['nothing is nothing', [], []],
])('a curve %s', (_, places, pieces) => {
  expect(insideWindow(places, 0, 10)).toEqual(pieces);
});

test('pieces lie inside, go forward, and keep every place that is inside', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -8, max: 18 })), (ys) => {
      const places = insideWindow(curve(...ys), 0, 10).flat();
      for (const [, y] of places) expect(y >= 0 && y <= 10).toBe(true);
      places.slice(1).forEach(([x], i) => {
        expect(x).toBeGreaterThan(places[i][0]);
      });
      expect(places).toEqual(expect.arrayContaining(curve(...ys).filter(([, y]) => y >= 0 && y <= 10)));
    }),
  ));
