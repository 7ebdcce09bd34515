import * as Plot from '@observablehq/plot';
import { meanOf } from '../experiments/statistics/statistics.ts';
import { COLORS } from './colors.ts';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { percents, shortPercent } from './format.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';
import { percentAxis } from './percent-axis.ts';
import type { LevelSummary, RunRecord } from './record.ts';
import { type ControlSeries, controlSeries, copiesNote, density, type SeriesStyle } from './series.ts';

/** Mean test accuracies of networks with the same mask sizes. */
interface Point {
  readonly density: number;
  /** Mean test accuracy at early stop. */
  readonly stop: number;
  /** Mean test accuracy after the last iteration. */
  readonly end: number;
}

/**
 * Plots test accuracy against density, with one point per level: at early stop with solid lines and filled symbols, after the
 * last iteration with dashed lines and hollow symbols. The dense network is also a horizontal line. Controls are lines if they
 * were trained at several levels, and points otherwise; several random reinitializations are drawn by their mean. Returns a
 * standalone SVG of the results so far. After Frankle & Carbin 2019, Figures 3 and 4.
 */
export function accuracyPlot(record: RunRecord, layout: Layout = WIDE): string {
  const levels = [...(record.dense ? [record.dense] : []), ...record.rounds];
  const controls = controlSeries(record).map((one) => ({ ...one, points: pointsOf(one.summaries) }));
  const points = pointsOf(levels);
  const all = [...points, ...controls.flatMap((control) => control.points)];
  const y = percentAxis(
    'Test accuracy',
    all.flatMap(({ stop, end }) => [stop, end]),
    layout,
  );
  const x = densityAxis(
    all.map(({ density }) => density),
    layout,
  );
  const labels = labelsOf(record, controls);
  const words = {
    title: 'Test accuracy against the weights that are left',
    subtitle: `Solid, filled: at early stop (least validation loss). Dashed, hollow: after the last iteration.${copiesNote(record.controls, 'mean')}`,
    description: describe(record, labels),
  };
  const marks = [
    ...y.marks,
    ...x.marks,
    record.dense && Plot.ruleY([record.dense.testAccuracy].filter(Number.isFinite), { stroke: COLORS.dense }),
    controls.map(({ look, points }) => curves(points, { ...look, r: 5.5, strokeWidth: 1.5 })),
    curves(points, { color: COLORS.ticket, symbol: 'circle', r: 4, strokeWidth: 2 }),
    levels.length === 0 && Plot.text(['No level has finished yet.'], { frameAnchor: 'middle' }),
  ].map((mark) => mark || null);
  return draw(words, { x: x.x, y: y.y, labels, marks }, layout);
}

/** A control with its points in the plot. */
type Control = ControlSeries & { readonly points: readonly Point[] };

/** Returns one point per round, in order: the means over its networks. */
function pointsOf(summaries: readonly LevelSummary[]): Point[] {
  const rounds = [...new Set(summaries.map(({ round }) => round))].sort((a, b) => a - b);
  return rounds.map((round) => {
    const own = summaries.filter((one) => one.round === round);
    return {
      density: density(own[0]),
      stop: meanOf(own.map(({ testAccuracy }) => testAccuracy)),
      end: meanOf(own.map(({ finalTestAccuracy }) => finalTestAccuracy)),
    };
  });
}

function labelsOf({ dense, rounds }: RunRecord, controls: readonly Control[]): EndLabel[] {
  const ticket = rounds.at(-1);
  const named = [
    { name: 'dense', value: dense?.testAccuracy, color: COLORS.dense },
    { name: 'ticket, early stop', value: ticket?.testAccuracy, color: COLORS.ticket, glyph: '●' },
    { name: 'ticket, at the end', value: ticket?.finalTestAccuracy, color: COLORS.ticket, glyph: '○' },
    ...controls.map(({ label, look: { color, glyph }, points }) => ({
      ...{ name: label, value: points.at(-1)?.stop, color, glyph },
    })),
  ].flatMap(({ value = Number.NaN, ...one }) => (Number.isFinite(value) ? [{ ...one, value }] : []));
  const texts = percents(named.map(({ value }) => value));
  return named.map(({ name, ...one }, i) => ({ ...one, text: `${name} ${texts[i]}` }));
}

/** Style of the points and of the lines between them. */
type Look = Pick<SeriesStyle, 'color' | 'symbol'> & { readonly r: number; readonly strokeWidth: number };

/**
 * Returns the marks of the accuracies after the last iteration, and in front of them those at early stop. A single point has no
 * line.
 */
function curves(points: readonly Point[], { color, symbol, r, strokeWidth }: Look): Plot.Markish[] {
  const line = { stroke: color, strokeWidth, x: 'density' };
  const dot = { stroke: color, symbol, r, x: 'density' };
  const faint = { strokeOpacity: 0.65 };
  const isLine = points.length > 1;
  return [
    isLine ? Plot.line(points, { ...line, ...faint, y: 'end', strokeDasharray: '6,4' }) : null,
    Plot.dot(points, { ...dot, ...faint, y: 'end', fill: COLORS.paper }),
    isLine ? Plot.line(points, { ...line, y: 'stop' }) : null,
    Plot.dot(points, { ...dot, y: 'stop', fill: color }),
  ];
}

function describe({ rounds }: RunRecord, labels: readonly EndLabel[]): string {
  const last = rounds.at(-1);
  const where = last ? ` The last level keeps ${shortPercent(density(last))} of the weights.` : '';
  return `${labels.map(({ text }) => text).join('; ') || 'No level has finished yet'}.${where}`;
}
