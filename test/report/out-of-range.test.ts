import { describe, expect, test } from 'vitest';
import { type PathPoint, tradeOff } from '../../src/experiments/index.ts';
import { barrierPlot, learningPlot, sweepPlot, valuesPlot } from '../../src/report/index.ts';
import { all, endLabels, standsAlone, texts } from './svg.ts';

const marks = (svg: string) => all(standsAlone(svg), 'g[aria-description] path').length;
const said = (svg: string) => texts(standsAlone(svg), 'g[aria-label="text"] text').join(' ');
const words = { title: 'Edge-popup: found', axis: 'Test accuracy', unit: 'fraction' } as const;

describe('intervals of results', () => {
  test('are drawn whole: two seeds have one almost 13 times as wide as they are apart', () => {
    const svg = valuesPlot([{ label: '50 % kept', values: [0.867, 0.876] }], words);
    const [bar] = all(standsAlone(svg), 'g[aria-label="rule"][stroke-width="6"] line');
    const [from, to] = ['x1', 'x2'].map((end) => Number(bar.getAttribute(end)));
    expect(from).toBeGreaterThan(212);
    expect(to).toBeLessThan(800 - 296);
    const [a, b] = all(standsAlone(svg), 'g[aria-label="dot"] circle').map((dot) =>
      Number(dot.getAttribute('cx')),
    );
    expect((to - from) / (b - a)).toBeCloseTo(12.706, 2);
    expect(marks(svg)).toBe(0);
  });

  test('are marked where they reach beyond 0 or 100 %', () => {
    const svg = valuesPlot([{ label: 'one', values: [0.5, 0.9] }], words);
    expect(marks(svg)).toBe(2);
    expect(said(svg)).toContain('Triangles: the interval continues.');
    expect(said(valuesPlot([{ label: 'one', values: [0.5] }], words))).not.toContain('Triangles');
  });

  test('of a sweep are drawn whole, and marked where they reach beyond 100 %', () => {
    const run = (accuracies: readonly number[]) =>
      accuracies.map((testAccuracy, round) => ({ round, sparsity: 1 - 0.5 ** round, testAccuracy }));
    const inside = sweepPlot(tradeOff([run([0.7, 0.69]), run([0.71, 0.68])]));
    expect(marks(inside)).toBe(0);
    const bars = all(standsAlone(inside), 'g[aria-label="rule"][stroke-width="5"] line');
    for (const bar of bars)
      for (const end of ['y1', 'y2']) {
        const y = Number(bar.getAttribute(end));
        expect(y > 76 && y < 76 + 318).toBe(true);
      }
    const beyond = sweepPlot(tradeOff([run([0.99, 0.6]), run([0.98, 0.8])]));
    expect(marks(beyond)).toBe(3);
    expect(said(beyond)).toContain('Triangles: the interval continues.');
  });
});

describe('learning curves', () => {
  const curve = (...accuracies: number[]): [number, number][] => accuracies.map((one, i) => [100 * i, one]);

  test('are marked where they continue below the frame, and the subtitle says where the axis starts', () => {
    const svg = learningPlot([{ label: 'dense', curves: [curve(0.1, 0.93, 0.95), curve(0.2, 0.94, 0.96)] }]);
    expect(marks(svg)).toBe(2);
    expect(said(svg)).toMatch(/▼:.the curve continues below the axis, which starts at 92.8.%/);
  });

  test('that are shown whole have no mark', () => {
    const svg = learningPlot([{ label: 'dense', curves: [curve(0.9, 0.9, 0.9)] }]);
    expect(marks(svg)).toBe(0);
    expect(said(svg)).not.toContain('▼');
  });
});

test('barrierPlot gives the dense network and the ticket the colors that they have everywhere', () => {
  const path: PathPoint[] = [0, 0.5, 1].map((alpha) => ({ alpha, error: 0.1, loss: 1 }));
  const series = ['dense', 'ticket', 'random mask'].map((label) => ({ label, paths: [path] }));
  const root = standsAlone(barrierPlot(series));
  expect(all(root, 'g[aria-label="line"]').map((line) => line.getAttribute('stroke'))).toEqual([
    ...['#595959', '#0072b2', '#c04e00'],
  ]);
});

test('unequal barriers look unequal', () => {
  const path = (error: number): PathPoint[] =>
    [0, 0.5, 1].map((alpha) => ({ alpha, error: alpha === 0.5 ? error : 0, loss: 1 }));
  const series = [
    { label: 'dense', paths: [path(0.010_04)] },
    { label: 'ticket', paths: [path(0.010_01)] },
  ];
  expect(
    endLabels(standsAlone(barrierPlot(series)))
      .map(({ text }) => text)
      .slice(0, 2),
  ).toEqual(['dense: 1.004 %', 'ticket: 1.001 %']);
});
