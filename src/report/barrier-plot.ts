import * as Plot from '@observablehq/plot';
import { errorBarrier, type PathPoint, type PathSeries, STABLE_BELOW } from '../experiments/index.ts';
import { labelBelow, labelBeside } from './axis-label.ts';
import { COLORS, type LineStyle, lineStyles } from './colors.ts';
import { draw } from './draw.ts';
import { percent, percentDecimals } from './format.ts';
import { type Layout, WIDE } from './layout.ts';
import { niceTicks } from './ticks.ts';

/**
 * Plots the error against α on the straight path between two trained networks, minus the mean error of its ends, so that the
 * highest point of a line is its error barrier. There is one line per seed and one color per kind, and a line at the 2
 * percentage points from which on two networks count as not connected. Returns a standalone SVG. After Frankle et al. 2020,
 * Figure 2.
 */
export function barrierPlot(
  series: readonly PathSeries[],
  title = 'Error between two networks trained from one start',
  layout: Layout = WIDE,
): string {
  const shown = series.filter(({ paths }) => paths.length > 0);
  const lines = shown.map(({ paths }) => paths.map(aboveEnds));
  const heights = lines.flat(2).map(({ above }) => above);
  const domain = [Math.min(-0.003, ...heights) - 0.001, Math.max(STABLE_BELOW, ...heights) + 0.002] as const;
  const looks = lineStyles(shown.map(({ label }) => label));
  const decimals = percentDecimals(shown.flatMap(({ paths }) => paths.map(errorBarrier)));
  const labels = shown.map((one, i) => ({
    text: `${one.label}: ${barriers(one, decimals)}`,
    value: mean(lines[i].map((line) => line[line.length - 1].above)),
    ...looks[i],
  }));
  const limit = { text: 'not connected from here on', value: STABLE_BELOW, color: COLORS.quiet, dash: '2,4' };
  const words = {
    title,
    subtitle:
      'Straight from one (α = 0) to the other (α = 1). The highest point of a line is its error barrier, given with its name.',
    description: `Error barriers: ${labels.map(({ text }) => text).join('; ') || 'none measured yet'}.`,
  };
  const marks = [
    ...axis(domain, layout),
    Plot.axisX([0, 0.2, 0.4, 0.6, 0.8, 1], {
      tickFormat: (alpha: number) => alpha.toFixed(1),
      ...labelBelow('α, the share of the second network'),
    }),
    Plot.ruleY([STABLE_BELOW], { stroke: COLORS.quiet, strokeDasharray: '2,4' }),
    ...lines.flatMap((kind, i) => kind.map((path) => line(path, looks[i]))),
    shown.length === 0 ? Plot.text(['No path has been measured yet.'], { frameAnchor: 'middle' }) : null,
  ];
  const scales = { x: { domain: [0, 1] }, y: { domain } };
  return draw(words, { ...scales, labels: [...labels, limit], marks }, layout);
}

interface Height {
  readonly alpha: number;
  /** Error minus the mean error of the two ends. */
  readonly above: number;
}

function aboveEnds(path: readonly PathPoint[]): Height[] {
  const ends = (path[0].error + path[path.length - 1].error) / 2;
  return path.map(({ alpha, error }) => ({ alpha, above: error - ends }));
}

function axis(domain: readonly [number, number], layout: Layout): Plot.Markish[] {
  const ticks = niceTicks(...domain);
  return [
    Plot.gridY(ticks.values, { stroke: COLORS.grid, strokeOpacity: 1 }),
    Plot.axisY(ticks.values, {
      text: (value: number) => percent(value, Math.max(0, ticks.decimals - 2)),
      ...labelBeside('Error above the mean of the ends', layout),
    }),
  ];
}

const line = (path: readonly Height[], { color, dash }: LineStyle): Plot.Markish =>
  Plot.line(path, {
    ...{ x: 'alpha', y: 'above', stroke: color, strokeWidth: 1.75 },
    strokeDasharray: dash,
  });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Formats the error barrier of one seed, "0.31 %", or the range for several seeds, "0.05–0.31 %". */
function barriers({ paths }: PathSeries, decimals: number): string {
  const sorted = paths.map(errorBarrier).sort((a, b) => a - b);
  const [low, high] = [percent(sorted[0], decimals), percent(sorted[sorted.length - 1], decimals)];
  return low === high ? low : `${low.replace(/\D+$/, '')}–${high}`;
}
