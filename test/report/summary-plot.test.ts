import { expect, test } from 'vitest';
import { type PlotData, tradeOff } from '../../src/experiments/index.ts';
import {
  barrierPlot,
  growthPlot,
  learningPlot,
  summaryPlot,
  sweepPlot,
  valuesPlot,
} from '../../src/report/index.ts';

const series = [{ label: 'dense', curves: [[[0, 0.5] as const, [10, 0.9] as const]] }];
const sweep = tradeOff([[{ round: 0, sparsity: 0, testAccuracy: 0.9 }]]);
const points = [{ n: 2, median: 0.1, percentile90: 0.2, largest: 0.3 }];
const paths = [{ label: 'dense', paths: [[0, 0.5, 1].map((alpha) => ({ alpha, error: 0.1, loss: 1 }))] }];
const table = {
  title: 'Errors',
  axis: 'Error',
  unit: 'fraction' as const,
  rows: [{ label: 'a', values: [0.1] }],
};

test.each<[PlotData, string]>([
  [{ name: 'a', kind: 'learning', series }, learningPlot(series)],
  [{ name: 'a', kind: 'sweep', sweep }, sweepPlot(sweep)],
  [{ name: 'a', kind: 'growth', points }, growthPlot(points)],
  [{ name: 'a', kind: 'paths', title: 'Paths', series: paths }, barrierPlot(paths, 'Paths')],
  [{ name: 'a', kind: 'figures', table }, valuesPlot(table.rows, table)],
])('summaryPlot draws $kind as the plot of that kind', (plot, expected) => {
  expect(summaryPlot(plot)).toBe(expected);
});
