import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GrowthPoint } from '../../src/experiments/index.ts';
import { growthPlot } from '../../src/report/index.ts';
import { all, endLabels, standsAlone, texts } from './svg.ts';

const halving = (...sizes: number[]): GrowthPoint[] =>
  sizes.map((n) => ({ n, median: 0.5 ** n, percentile90: 0.7 ** n, largest: 0.9 ** n }));
const heights = (path: string) => [...path.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));

test('draws a line for the median, the 90th percentile and the largest error, each named at its end', () => {
  const root = standsAlone(growthPlot(halving(2, 4, 8)));
  expect(all(root, 'g[aria-label="line"] path')).toHaveLength(3);
  expect(all(root, 'g[aria-label="dot"] circle')).toHaveLength(9);
  expect(endLabels(root).map(({ text }) => text)).toEqual(['median', '90th percentile', 'largest']);
  expect(root.querySelector('desc')?.textContent).toBe('n = 2: 2.5e-1; n = 4: 6.3e-2; n = 8: 3.9e-3');
});

test('an error that falls exponentially is a straight line', () => {
  const [median] = all(standsAlone(growthPlot(halving(2, 4, 6, 8))), 'g[aria-label="line"] path');
  const [a, b, c, d] = heights(median.getAttribute('d') ?? '');
  expect(b - a).toBeGreaterThan(10);
  expect(c - b).toBeCloseTo(b - a, 2);
  expect(d - c).toBeCloseTo(b - a, 2);
});

test('powers of ten are written as such', () => {
  const root = standsAlone(growthPlot(halving(2, 40)));
  const powers = texts(root, 'g[aria-label="y-axis tick label"] text');
  expect(powers).toEqual(expect.arrayContaining(['10⁰', '10⁻¹', '10⁻¹²']));
});

test('no point, one point, equal errors and an exact sum are drawn as far as they go', () => {
  expect(texts(standsAlone(growthPlot([])), 'text')).toContain('Nothing measured yet.');
  expect(endLabels(standsAlone(growthPlot([])))).toEqual([]);
  expect(endLabels(standsAlone(growthPlot(halving(4))))).toHaveLength(3);
  const equal = [2, 3].map((n) => ({ n, median: 0.1, percentile90: 0.1, largest: 0.1 }));
  const places = endLabels(standsAlone(growthPlot(equal))).map(({ y }) => y);
  expect(new Set(places).size).toBe(3);
  const exact = [...halving(2), { n: 4, median: 0, percentile90: 0.1, largest: 0.2 }];
  const root = standsAlone(growthPlot(exact));
  expect(all(root, 'g[aria-label="dot"] circle')).toHaveLength(3);
  expect(texts(root, 'text').join(' ')).toContain('Not shown: n = 4, where the median error is 0.');
  expect(texts(root, 'g[aria-label="x-axis tick label"] text')).toEqual(['2']);
});

test('stays in its frame, whatever the errors', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -12, max: 0 }), fc.nat(4)), { maxLength: 6 }),
      (steps) => {
        const points = steps.map(([power, more], i): GrowthPoint => {
          const median = Number(`1e${power}`);
          return { n: i + 2, median, percentile90: median * (1 + more), largest: median * (1 + 2 * more) };
        });
        const root = standsAlone(growthPlot(points));
        const ys = all(root, 'g[aria-label="dot"] circle').map((dot) => Number(dot.getAttribute('cy')));
        for (const y of ys) expect(y >= 76 && y <= 450 - 56).toBe(true);
        expect(ys).toHaveLength(3 * points.length);
      },
    ),
    { numRuns: 20 },
  ));
