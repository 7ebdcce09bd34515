import * as Plot from '@observablehq/plot';
import type { GrowthPoint } from '../experiments/index.ts';
import { draw } from './draw.ts';
import { type EndLabel, endLabels } from './end-labels.ts';
import { COLOURS, LAYER_COLOURS } from './series.ts';

/** The figures of a point, and how they are drawn. */
const FIGURES = [
  { key: 'median', label: 'half of the weights', dash: '' },
  { key: 'percentile90', label: 'nine in ten', dash: '7,3' },
  { key: 'largest', label: 'the worst', dash: '2,3' },
] as const;

/**
 * The error of a weight made of n random ones, against n, on a logarithmic axis: a straight line down means that n grows
 * as log(1/ε). A standalone SVG of 800 × 450. After Pensia et al. 2020.
 */
export function growthPlot(points: readonly GrowthPoint[]): string {
  const shown = points.filter(({ median }) => median > 0);
  const values = shown.flatMap(({ median, percentile90, largest }) => [median, percentile90, largest]);
  const [low, high] = values.length === 0 ? [0.1, 1] : [Math.min(...values), Math.max(...values)];
  const powers = Array.from({ length: 20 }, (_, i) => Number(`1e${2 - i}`)).filter(
    (power) => power >= low / 10 && power <= high * 10,
  );
  const last = shown[shown.length - 1];
  const labels = FIGURES.flatMap(({ key, label }, i): EndLabel[] =>
    last === undefined ? [] : [{ text: label, value: last[key], colour: LAYER_COLOURS[i] }],
  );
  const words = {
    title: 'n random weights for one: the error falls exponentially',
    subtitle: 'Best subset sum of n products v · u; targets uniform in [−1, 1). So n grows as log(1/ε).',
    description:
      shown.map(({ n, median }) => `n = ${n}: ${median.toExponential(1)}`).join('; ') ||
      'Nothing measured yet.',
  };
  return draw(words, {
    x: { domain: [shown[0]?.n ?? 0, last?.n ?? 1] },
    y: { type: 'log', domain: [low / 2, high * 2] },
    marks: [
      Plot.gridY(powers, { stroke: COLOURS.grid, strokeOpacity: 1 }),
      Plot.axisY(powers, {
        text: powerText,
        tickSize: 0,
        label: 'Error ε',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 70,
      }),
      Plot.axisX(
        shown.map(({ n }) => n),
        {
          tickSize: 0,
          label: 'n, random weights for each weight',
          labelAnchor: 'center',
          labelArrow: 'none',
          labelOffset: 44,
        },
      ),
      ...FIGURES.flatMap(({ key, dash }, i) => [
        Plot.line(shown, { x: 'n', y: key, stroke: LAYER_COLOURS[i], strokeWidth: 2, strokeDasharray: dash }),
        Plot.dot(shown, { x: 'n', y: key, stroke: LAYER_COLOURS[i], fill: 'white', r: 3 }),
      ]),
      endLabels(labels),
      last === undefined ? Plot.text(['Nothing measured yet.'], { frameAnchor: 'middle' }) : null,
    ],
  });
}

/** 1e-6 as "10⁻⁶". */
const powerText = (power: number): string =>
  `10${[...String(Number(power.toExponential().split('e')[1]))].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)])).join('')}`;
