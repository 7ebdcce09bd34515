import * as Plot from '@observablehq/plot';
import { errorBarrier, type PathPoint, type PathSeries, STABLE_BELOW } from '../experiments/index.ts';
import { draw } from './draw.ts';
import { endLabels } from './end-labels.ts';
import { percent } from './format.ts';
import { COLOURS, LAYER_COLOURS } from './series.ts';
import { niceTicks } from './ticks.ts';

/**
 * Error against α on the straight path between two trained networks, above the mean of its ends, so that the highest
 * point of a line is its error barrier: a line a seed, a colour a kind, and the 2 percentage points from which on two
 * networks count as not connected. A standalone SVG of 800 × 450. After Frankle et al. 2020, figure 2.
 */
export function barrierPlot(
  series: readonly PathSeries[],
  title = 'Error between two networks trained from one start',
): string {
  const shown = series.filter(({ paths }) => paths.length > 0);
  const lines = shown.map(({ paths }) => paths.map(aboveEnds));
  const heights = lines.flat(2).map(({ above }) => above);
  const domain = [Math.min(-0.003, ...heights) - 0.001, Math.max(STABLE_BELOW, ...heights) + 0.002] as const;
  const labels = shown.map((one, i) => ({
    text: `${one.label}: ${barriers(one)}`,
    value: mean(lines[i].map((line) => line[line.length - 1].above)),
    colour: colour(i),
  }));
  const limit = { text: 'not connected from here on', value: STABLE_BELOW, colour: COLOURS.quiet };
  const words = {
    title,
    subtitle:
      'Straight from one (α = 0) to the other (α = 1). A line’s highest point is its error barrier, at the right.',
    description: `Error barriers: ${labels.map(({ text }) => text).join('; ') || 'none measured yet'}.`,
  };
  return draw(words, {
    x: { domain: [0, 1] },
    y: { domain },
    marks: [
      ...axis(domain),
      Plot.axisX([0, 0.2, 0.4, 0.6, 0.8, 1], {
        tickFormat: (alpha: number) => alpha.toFixed(1),
        label: 'α, the share of the second network',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 44,
      }),
      Plot.ruleY([STABLE_BELOW], { stroke: COLOURS.quiet, strokeDasharray: '2,4' }),
      ...lines.flatMap((kind, i) => kind.map((path) => line(path, i))),
      endLabels([...labels, limit]),
      shown.length === 0 ? Plot.text(['No path has been measured yet.'], { frameAnchor: 'middle' }) : null,
    ],
  });
}

interface Height {
  readonly alpha: number;
  /** Error minus the ends' mean. */
  readonly above: number;
}

function aboveEnds(path: readonly PathPoint[]): Height[] {
  const ends = (path[0].error + path[path.length - 1].error) / 2;
  return path.map(({ alpha, error }) => ({ alpha, above: error - ends }));
}

function axis(domain: readonly [number, number]): Plot.Markish[] {
  const ticks = niceTicks(...domain);
  return [
    Plot.gridY(ticks.values, { stroke: COLOURS.grid, strokeOpacity: 1 }),
    Plot.axisY(ticks.values, {
      text: (value: number) => percent(value, Math.max(0, ticks.decimals - 2)),
      tickSize: 0,
      label: 'Error above the mean of the ends',
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 76,
    }),
  ];
}

const DASHES = ['', '7,3', '2,3', '9,3,2,3'] as const;

const line = (path: readonly Height[], i: number): Plot.Markish =>
  Plot.line(path, {
    ...{ x: 'alpha', y: 'above', stroke: colour(i), strokeWidth: 1.75 },
    strokeDasharray: DASHES[i % DASHES.length],
  });

const colour = (i: number): string => LAYER_COLOURS[i % LAYER_COLOURS.length];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** "0.31 %", or of several seeds the least and the largest: "0.05–0.31 %". */
function barriers({ paths }: PathSeries): string {
  const sorted = paths.map(errorBarrier).sort((a, b) => a - b);
  const [low, high] = [percent(sorted[0]), percent(sorted[sorted.length - 1])];
  return low === high ? low : `${low.replace(/\D+$/, '')}–${high}`;
}
