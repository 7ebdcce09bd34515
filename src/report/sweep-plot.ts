import * as Plot from '@observablehq/plot';
import type { Sweep, SweepPoint, Zone } from '../experiments/index.ts';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { type EndLabel, endLabels } from './end-labels.ts';
import { fixed, percent, shortPercent } from './format.ts';
import { percentAxis } from './percent-axis.ts';
import { COLOURS } from './series.ts';

/** Each zone's name for people, and its ground. */
const ZONES: Readonly<Record<Zone, { name: string; fill: string }>> = {
  minimal: { name: 'minimal loss', fill: '#e6f2ec' },
  gradual: { name: 'gradual', fill: '#fdf3dc' },
  significant: { name: 'significant', fill: '#fbe6dc' },
};

/**
 * The trade-off: mean test accuracy against density with its 95 % interval, on the three zones of loss, and a line where
 * matching ends. A border between zones lies half way (on the logarithmic axis) between two levels that were trained. A
 * standalone SVG of 800 × 450.
 */
export function sweepPlot(sweep: Sweep): string {
  const { points, tolerance, significant, runs } = sweep;
  const dense = points[0].accuracy.mean;
  const means = points.map(({ accuracy }) => accuracy.mean);
  const y = percentAxis('Test accuracy', [...means, dense - significant, dense + tolerance]);
  const x = densityAxis(points.map(density));
  const levels: EndLabel[] = [
    { text: `dense ${percent(dense)}`, value: dense, colour: COLOURS.dense },
    {
      text: `matches down to ${percent(dense - tolerance)}`,
      value: dense - tolerance,
      colour: COLOURS.dense,
    },
    {
      text: `significant below ${percent(dense - significant)}`,
      value: dense - significant,
      colour: COLOURS.dense,
    },
  ];
  const zones = stretches(points);
  const words = {
    title: title(sweep),
    subtitle: `Mean of ${runs === 1 ? '1 seed' : `${runs} seeds`} at early stop${runs === 1 ? '' : ', bars: 95 % interval'}. Filled: within ${fixed(100 * tolerance)} points of dense.`,
    description: describe(sweep),
  };
  return draw(words, {
    x: x.x,
    y: { ...y.y, clamp: true },
    marks: [
      ...ground(zones, y.domain),
      ...y.marks,
      ...x.marks,
      Plot.ruleY([dense, dense - tolerance, dense - significant], {
        stroke: COLOURS.dense,
        strokeDasharray: '2,4',
      }),
      sweep.sawTheEnd
        ? Plot.ruleX([1 - sweep.extremeSparsity], { stroke: COLOURS.ink, strokeWidth: 1.5 })
        : null,
      ...names(zones),
      ...curve(points),
      endLabels(levels),
    ],
  });
}

const title = ({ extremeSparsity, sawTheEnd }: Sweep): string =>
  sawTheEnd
    ? `Matching ends at a sparsity of ${percent(extremeSparsity, 1)}`
    : `Matching holds down to the last level, a sparsity of ${percent(extremeSparsity, 1)}`;

const density = ({ sparsity }: SweepPoint): number => 1 - sparsity;

/** Where a zone that has a level begins and ends, as densities. */
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

/** The zones' names at the foot, the middle one higher, for it may be narrow. */
const names = (zones: readonly Stretch[]): Plot.Markish[] =>
  zones.map(({ zone, x1, x2 }) =>
    Plot.text([ZONES[zone].name], {
      ...{ x: () => Math.sqrt(x1 * x2), frameAnchor: 'bottom', lineAnchor: 'bottom', fill: COLOURS.quiet },
      ...{ dy: zone === 'gradual' ? -24 : -6, stroke: ZONES[zone].fill, strokeWidth: 4 },
    }),
  );

/** Where level i's zone begins: half way from the level before it. */
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
      stroke: COLOURS.ticket,
      strokeWidth: 5,
      strokeOpacity: 0.3,
    }),
    Plot.line(points, { ...at, stroke: COLOURS.ticket, strokeWidth: 2 }),
    Plot.dot(points, {
      ...at,
      stroke: COLOURS.ticket,
      fill: ({ matches }: SweepPoint) => (matches ? COLOURS.ticket : 'white'),
      r: 4,
    }),
  ];
}

function describe({ points, extremeSparsity, sawTheEnd, sureSparsity }: Sweep): string {
  const end = sawTheEnd
    ? `The deepest level that matches the dense network has a sparsity of ${percent(extremeSparsity, 1)}.`
    : 'Every level down to the last may match: the end of matching was not seen.';
  const sure =
    sureSparsity === null ? '' : ` Its whole interval matches down to ${percent(sureSparsity, 1)}.`;
  return `${points.map((point) => `${shortPercent(density(point))} left: ${percent(point.accuracy.mean)}`).join('; ')}. ${end}${sure}`;
}
