import { describe, expect, test } from 'vitest';
import { type PathPoint, tradeOff } from '../../src/experiments/index.ts';
import { barrierPlot } from '../../src/report/barrier-plot.ts';
import type { LevelSummary } from '../../src/report/index.ts';
import { sweepPlot } from '../../src/report/sweep-plot.ts';
import { finished } from './records.ts';
import { all, endLabels, standsAlone, texts } from './svg.ts';

const path = (...errors: number[]): PathPoint[] =>
  errors.map((error, i) => ({ alpha: i / (errors.length - 1), error, loss: 10 * error }));

describe('barrierPlot', () => {
  const series = [
    { label: 'dense', paths: [path(0.02, 0.03, 0.02), path(0.02, 0.0215, 0.021)] },
    { label: 'ticket', paths: [path(0.5, 0.75, 0.5)] },
  ];

  test('names each kind with its barriers, and the bar they are held against', () => {
    expect(endLabels(standsAlone(barrierPlot(series))).map(({ text }) => text)).toEqual([
      'dense: 0.10–1.00 %',
      'ticket: 25.00 %',
      'not connected from here on',
    ]);
  });

  test('draws a line a path, each from and to the height of its ends above their mean', () => {
    const root = standsAlone(barrierPlot([{ label: 'dense', paths: [path(0.02, 0.03, 0.02)] }]));
    const line = root.querySelector('g[aria-label="line"] path')?.getAttribute('d') ?? '';
    const ys = [...line.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
    expect(ys).toHaveLength(3);
    expect(ys[0]).toBe(ys[2]);
    const bar = root.querySelector('g[aria-label="rule"] line')?.getAttribute('y1');
    // The barrier of 1 point reaches half way from the ends to the 2 points that count as not connected.
    expect((ys[0] - ys[1]) / (ys[0] - Number(bar))).toBeCloseTo(0.5, 1);
    expect(all(standsAlone(barrierPlot(series)), 'g[aria-label="line"] path')).toHaveLength(3);
  });

  test('draws identical networks, and what has not been measured', () => {
    const level = barrierPlot([{ label: 'same', paths: [path(0.1, 0.1)] }]);
    expect(endLabels(standsAlone(level))[0].text).toBe('same: 0.00 %');
    for (const nothing of [[], [{ label: 'dense', paths: [] }]])
      expect(texts(standsAlone(barrierPlot(nothing)), 'text')).toContain('No path has been measured yet.');
  });
});

describe('sweepPlot', () => {
  const run = (losses: readonly number[], dense = 0.98) =>
    [0, ...losses].map((points, round) => ({
      round,
      sparsity: 1 - 0.5 ** round,
      testAccuracy: dense - points / 100,
    }));
  const title = (svg: string) =>
    standsAlone(svg).querySelector('title')?.textContent.replaceAll('\u00a0', ' ');
  const grounds = (svg: string) =>
    all(standsAlone(svg), 'g[aria-label="rect"]').map((one) => one.getAttribute('fill'));

  test('shows three zones, every level a point, filled where it matches, and where matching ends', () => {
    const svg = sweepPlot(tradeOff([run([-0.1, 0.1, 0.5, 3]), run([-0.2, 0.1, 0.6, 2])]));
    expect(title(svg)).toBe('Matching ends at 25.0 % of the weights');
    expect(grounds(svg)).toEqual(['#e6f2ec', '#fdf3dc', '#fbe6dc']);
    const fills = all(standsAlone(svg), 'g[aria-label="dot"] circle').map((dot) => dot.getAttribute('fill'));
    expect(fills).toEqual(['#0072b2', '#0072b2', '#0072b2', 'white', 'white']);
    expect(endLabels(standsAlone(svg)).map(({ text }) => text)).toEqual([
      ...['dense 98.00 %', 'matches down to 97.80 %', 'significant below 97.00 %'],
      ...['minimal loss', 'gradual', 'significant'],
    ]);
  });

  test('a zone without a level is not drawn; an end that was not seen is not claimed', () => {
    const never = sweepPlot(tradeOff([run([-0.1, 0.1])]));
    expect(title(never)).toBe('Matching holds down to the last level, with 25.0 % of the weights');
    expect(title(sweepPlot(tradeOff([run([5])])))).toBe('No pruned level matches the dense network');
    expect(grounds(never)).toEqual(['#e6f2ec']);
    expect(standsAlone(never).querySelector('desc')?.textContent).toContain('was not seen');
    expect(grounds(sweepPlot(tradeOff([run([5])])))).toEqual(['#e6f2ec', '#fbe6dc']);
  });

  test('a run’s record is a run of a sweep as it stands', () => {
    const { dense, rounds } = finished;
    const sweep = tradeOff([[dense as LevelSummary, ...rounds]]);
    expect(sweep.points.map(({ sparsity }) => sparsity)).toEqual([
      0,
      ...rounds.map((level) => level.sparsity),
    ]);
    expect(title(sweepPlot(sweep))).toBe('Matching holds down to the last level, with 10.0 % of the weights');
  });

  test('one seed has no bars, several have one a level; the dense network alone is drawn', () => {
    const bars = (svg: string) =>
      all(standsAlone(svg), 'g[aria-label="rule"]')
        .filter((group) => group.getAttribute('stroke-width') === '5')
        .flatMap((group) => all(group, 'line')).length;
    expect(bars(sweepPlot(tradeOff([run([1, 2])])))).toBe(0);
    expect(bars(sweepPlot(tradeOff([run([1, 2]), run([1, 3])])))).toBe(3);
    expect(grounds(sweepPlot(tradeOff([run([])])))).toHaveLength(1);
  });
});
