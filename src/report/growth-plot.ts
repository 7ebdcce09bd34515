import * as Plot from '@observablehq/plot';
import type { GrowthPoint } from '../experiments/index.ts';
import { labelBelow, labelBeside } from './axis-label.ts';
import { COLORS, lineStyles } from './colors.ts';
import { draw } from './draw.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';

/** The values of a point, and their styles. */
const FIGURES = [
  { key: 'median', label: 'median' },
  { key: 'percentile90', label: '90th percentile' },
  { key: 'largest', label: 'largest' },
] as const;

const LOOKS = lineStyles(FIGURES.map(({ label }) => label));

/**
 * Plots the error of a weight approximated by n random weights against n, on a logarithmic axis. A descending straight line
 * means that n grows as log(1/ε). Returns a standalone SVG. After Pensia et al. 2020.
 */
export function growthPlot(points: readonly GrowthPoint[], layout: Layout = WIDE): string {
  const shown = points.filter(({ median }) => median > 0);
  const values = shown.flatMap(({ median, percentile90, largest }) => [median, percentile90, largest]);
  const [low, high] = values.length === 0 ? [0.1, 1] : [Math.min(...values), Math.max(...values)];
  const powers = Array.from({ length: 20 }, (_, i) => Number(`1e${2 - i}`)).filter(
    (power) => power >= low / 10 && power <= high * 10,
  );
  const last = shown[shown.length - 1];
  const labels = FIGURES.flatMap(({ key, label }, i): EndLabel[] =>
    last === undefined ? [] : [{ text: label, value: last[key], ...LOOKS[i] }],
  );
  const words = {
    title: 'n random weights for one: the error falls exponentially',
    subtitle: `Best subset sum of n products v · u; targets uniform in [−1, 1). So n grows as log(1/ε).${shown.length < points.length ? ` ${exactNote(points)}` : ''}`,
    description:
      shown.map(({ n, median }) => `n = ${n}: ${median.toExponential(1)}`).join('; ') ||
      'Nothing measured yet.',
  };
  const marks = [
    ...axes(powers, shown, layout),
    ...FIGURES.flatMap(({ key }, i) => {
      const { color, dash } = LOOKS[i];
      return [
        Plot.line(shown, { x: 'n', y: key, stroke: color, strokeWidth: 2, strokeDasharray: dash }),
        Plot.dot(shown, { x: 'n', y: key, stroke: color, fill: COLORS.paper, r: 3 }),
      ];
    }),
    last === undefined ? Plot.text(['Nothing measured yet.'], { frameAnchor: 'middle' }) : null,
  ];
  const scales: Plot.ScaleDefaults & Plot.PlotOptions = {
    x: { domain: [shown[0]?.n ?? 0, last?.n ?? 1] },
    y: { type: 'log', domain: [low / 2, high * 2] },
  };
  return draw(words, { ...scales, labels, marks }, layout);
}

const axes = (powers: readonly number[], shown: readonly GrowthPoint[], layout: Layout): Plot.Markish[] => [
  Plot.gridY(powers, { stroke: COLORS.grid, strokeOpacity: 1 }),
  Plot.axisY(powers, { text: powerText, ...labelBeside('Error ε', layout) }),
  Plot.axisX(
    shown.map(({ n }) => n),
    { tickFormat: String, tickSize: 0, ...labelBelow('n, random weights for each weight') },
  ),
];

/** Returns a note on the points with error 0, which a logarithmic axis cannot show. */
function exactNote(points: readonly GrowthPoint[]): string {
  const exact = points.filter(({ median }) => !(median > 0)).map(({ n }) => n);
  return `Not shown: n = ${exact.join(', ')}, where the median error is 0.`;
}

/** Formats a power of ten: 1e-6 as "10⁻⁶". */
const powerText = (power: number): string =>
  `10${[...String(Number(power.toExponential().split('e')[1]))].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)])).join('')}`;
