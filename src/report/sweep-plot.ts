import * as Plot from '@observablehq/plot';
import type { Sweep, SweepPoint, Zone } from '../experiments/index.ts';
import { COLORS } from './colors.ts';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { percent, percentDecimals, percents, plain } from './format.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';
import { outside } from './out-of-range.ts';
import { percentAxis } from './percent-axis.ts';
import type { Place } from './visible-range.ts';

/** Label and background color of each zone. */
const ZONES: Readonly<Record<Zone, { name: string; fill: string }>> = {
  minimal: { name: 'minimal loss', fill: COLORS.minimal },
  gradual: { name: 'gradual', fill: COLORS.gradual },
  significant: { name: 'significant', fill: COLORS.significant },
};

/**
 * Plots the trade-off: mean test accuracy against density with its 95 % interval, the three zones of loss, and a line where
 * matching ends. The border between two zones is halfway (on the logarithmic axis) between two trained levels. Returns a
 * standalone SVG.
 */
export function sweepPlot(sweep: Sweep, layout: Layout = WIDE): string {
  const { points, extremeSparsity, sawTheEnd } = sweep;
  const bounds = boundsOf(sweep);
  const y = percentAxis(
    'Test accuracy',
    [
      ...points.flatMap(({ accuracy }) => accuracy.interval ?? [accuracy.mean]),
      ...bounds.map(({ value }) => value),
    ],
    layout,
  );
  const x = densityAxis(points.map(density), layout);
  const zones = stretches(points);
  const beyond = beyondOf(points, y.domain);
  const words = { title: title(sweep), subtitle: subtitle(sweep, beyond), description: describe(sweep) };
  const drawing = {
    x: x.x,
    y: { ...y.y, clamp: true },
    labels: bounds,
    swatches: zones.map(({ zone }) => ({ text: ZONES[zone].name, fill: ZONES[zone].fill })),
    marks: [
      ...ground(zones, y.domain),
      ...y.marks,
      ...x.marks,
      Plot.ruleY(
        bounds.map(({ value }) => value),
        { stroke: COLORS.dense, strokeDasharray: '2,4' },
      ),
      sawTheEnd ? Plot.ruleX([1 - extremeSparsity], { stroke: COLORS.ink, strokeWidth: 1.5 }) : null,
      ...curve(points),
      outside(beyond.above, 'up', COLORS.ticket),
      outside(beyond.below, 'down', COLORS.ticket),
    ],
  };
  return draw(words, drawing, layout);
}

/** Returns the accuracies that separate the zones. */
function boundsOf({ points: [{ accuracy }], tolerance, significant }: Sweep): EndLabel[] {
  const values = [accuracy.mean, accuracy.mean - tolerance, accuracy.mean - significant];
  const [dense, matches, loses] = percents(values);
  const texts = [`dense ${dense}`, `matches down to ${matches}`, `significant below ${loses}`];
  return values.map((value, i) => ({ text: texts[i], value, color: COLORS.dense, dash: '2,4' }));
}

const title = ({ points, extremeSparsity, sawTheEnd }: Sweep): string => {
  const left = leftOf(points)(extremeSparsity);
  if (!sawTheEnd) return `Matching holds down to the last level, with ${left} of the weights`;
  return extremeSparsity === 0
    ? 'No pruned level matches the dense network'
    : `Matching ends at ${left} of the weights`;
};

/** Ends of intervals that are above or below all possible accuracies. */
interface Beyond {
  readonly above: readonly Place[];
  readonly below: readonly Place[];
}

function beyondOf(points: readonly SweepPoint[], [low, high]: readonly [number, number]): Beyond {
  const at =
    (value: number) =>
    (point: SweepPoint): Place => [density(point), value];
  return {
    above: points.filter(({ accuracy }) => accuracy.interval && accuracy.interval[1] > high).map(at(high)),
    below: points.filter(({ accuracy }) => accuracy.interval && accuracy.interval[0] < low).map(at(low)),
  };
}

function subtitle({ runs, tolerance }: Sweep, { above, below }: Beyond): string {
  const bars = runs === 1 ? '' : ', bars: 95 % interval';
  const cut = above.length + below.length > 0 ? ' Triangles: the interval continues.' : '';
  return `Mean of ${runs === 1 ? '1 seed' : `${runs} seeds`} at early stop${bars}. Filled: within ${plain(100 * tolerance)} points of dense.${cut}`;
}

/** Returns a function that formats a level by its fraction of surviving weights, as the axis does. */
const leftOf = (points: readonly SweepPoint[]): ((sparsity: number) => string) => {
  const decimals = percentDecimals(points.map(density), 1);
  return (sparsity) => percent(1 - sparsity, decimals);
};

const density = ({ sparsity }: SweepPoint): number => 1 - sparsity;

/** The densities at which a zone with at least one level starts and ends. */
interface Stretch {
  readonly zone: Zone;
  readonly x1: number;
  readonly x2: number;
}

function stretches(points: readonly SweepPoint[]): Stretch[] {
  return (Object.keys(ZONES) as Zone[]).flatMap((zone) => {
    const first = points.findIndex((point) => point.zone === zone);
    const last = points.findLastIndex((point) => point.zone === zone);
    return first < 0 ? [] : [{ zone, x1: border(points, first), x2: border(points, last + 1) }];
  });
}

const ground = (zones: readonly Stretch[], [y1, y2]: readonly [number, number]): Plot.Markish[] =>
  zones.map(({ zone, x1, x2 }) =>
    Plot.rect([0], { x1: () => x1, x2: () => x2, y1: () => y1, y2: () => y2, fill: ZONES[zone].fill }),
  );

/** Returns the density at which level i's zone starts, halfway from the previous level. */
function border(points: readonly SweepPoint[], i: number): number {
  if (i === 0) return 1;
  const before = density(points[i - 1]);
  return i === points.length ? Math.min(0.5, before) : Math.sqrt(before * density(points[i]));
}

function curve(points: readonly SweepPoint[]): Plot.Markish[] {
  const at = { x: density, y: ({ accuracy }: SweepPoint) => accuracy.mean };
  const known = points.filter(({ accuracy }) => accuracy.interval);
  const end =
    (i: 0 | 1) =>
    ({ accuracy }: SweepPoint) =>
      accuracy.interval?.[i] as number;
  return [
    Plot.ruleX(known, {
      x: density,
      y1: end(0),
      y2: end(1),
      stroke: COLORS.ticket,
      strokeWidth: 5,
      strokeOpacity: 0.3,
    }),
    Plot.line(points, { ...at, stroke: COLORS.ticket, strokeWidth: 2 }),
    Plot.dot(points, {
      ...at,
      stroke: COLORS.ticket,
      fill: ({ matches }: SweepPoint) => (matches ? COLORS.ticket : COLORS.paper),
      r: 4,
    }),
  ];
}

function describe({ points, extremeSparsity, sawTheEnd, sureSparsity }: Sweep): string {
  const left = leftOf(points);
  const means = percents(points.map(({ accuracy }) => accuracy.mean));
  const levels = points.map(({ sparsity }, i) => `${left(sparsity)} left: ${means[i]}`).join('; ');
  const end = sawTheEnd
    ? `The deepest level that matches the dense network has ${left(extremeSparsity)} of the weights.`
    : 'Every level down to the last may match: the end of matching was not seen.';
  const sure = sureSparsity === null ? '' : ` Its whole interval matches down to ${left(sureSparsity)}.`;
  return `${levels}. ${end}${sure}`;
}
