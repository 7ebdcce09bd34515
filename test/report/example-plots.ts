// Every kind of picture, made by hand.

import { countInputWeights, type PathPoint, type PlotData, tradeOff } from '../../src/experiments/index.ts';
import {
  accuracyPlot,
  curvesPlot,
  inputsImage,
  type Layout,
  layersPlot,
  type RunRecord,
  summarizeTrials,
  summaryPlot,
  trialsPlot,
} from '../../src/report/index.ts';
import { finished, manyControls } from './records.ts';

const path = (...errors: number[]): PathPoint[] =>
  errors.map((error, i) => ({ alpha: i / (errors.length - 1), error, loss: 10 * error }));
const run = (losses: readonly number[]) =>
  [0, ...losses].map((points, round) => ({
    ...{ round, sparsity: 1 - 0.5 ** round, testAccuracy: 0.98 - points / 100 },
  }));
const curve = (...accuracies: number[]): [number, number][] =>
  accuracies.map((accuracy, i) => [10_000 * i, accuracy]);

/** The series that `snip` has with two sparsities and two controls each. */
export const SNIP_SERIES = [
  'dense',
  ...[95, 98].flatMap((percent) => ['', ' shuffle', ' reinit'].map((what) => `${percent} %${what}`)),
].map((label, i) => ({ label, curves: [curve(0.1, 0.9 - i / 50, 0.95 - i / 50)] }));

const RESULTS = {
  ...{ title: 'Standard pruning and the lottery ticket', axis: 'Test accuracy', unit: 'fraction' as const },
  rows: [
    { label: 'standard pruning, shuffle', values: [0.5, 0.9], reference: { value: 0.98, deviation: 0.01 } },
    { label: 'ticket', values: [0.97, 0.98] },
  ],
};

const PLOTS: readonly PlotData[] = [
  { name: 'learning', kind: 'learning', series: SNIP_SERIES },
  { name: 'sweep', kind: 'sweep', sweep: tradeOff([run([-0.1, 0.1, 0.5, 3]), run([1, 0.1, 0.6, 20])]) },
  {
    name: 'growth',
    kind: 'growth',
    points: [2, 10, 20].map((n) => ({ n, median: 0.5 ** n, percentile90: 0.7 ** n, largest: 0.9 ** n })),
  },
  {
    ...{ name: 'path-0', kind: 'paths', title: 'Error between two copies that part at iteration 0' },
    series: ['dense', 'ticket', 'random mask'].map((label) => ({ label, paths: [path(0.02, 0.04, 0.02)] })),
  },
  { name: 'figures', kind: 'figures', table: RESULTS },
];

const trialsOf = (record: RunRecord) =>
  summarizeTrials(
    record.tolerance,
    [1, 2].map((seed) => ({ seed, folder: `seed-${seed}`, record: { ...record, seed }, error: null })),
  );
const mask = Uint8Array.from({ length: 3 * 784 }, (_, i) => (i % 5 === 0 ? 1 : 0));

/** Every kind of picture, by name. */
export const PICTURES: readonly (readonly [name: string, draw: (layout: Layout) => string])[] = [
  ['accuracyPlot', (layout) => accuracyPlot(finished, layout)],
  ['curvesPlot', (layout) => curvesPlot(finished, layout)],
  ['layersPlot', (layout) => layersPlot(finished, layout)],
  ['inputsImage', (layout) => inputsImage(countInputWeights(mask, 3, [28, 28]), layout)],
  ['trialsPlot', (layout) => trialsPlot(trialsOf(finished), layout)],
  ['accuracyPlot, many controls', (layout) => accuracyPlot(manyControls, layout)],
  ['curvesPlot, many controls', (layout) => curvesPlot(manyControls, layout)],
  ['trialsPlot, many controls', (layout) => trialsPlot(trialsOf(manyControls), layout)],
  ...PLOTS.map((plot) => [plot.kind, (layout: Layout) => summaryPlot(plot, layout)] as const),
];
