import * as Plot from '@observablehq/plot';
import { COLORS } from './colors.ts';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { percents, shortPercent } from './format.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';
import { percentAxis } from './percent-axis.ts';
import type { RunRecord } from './record.ts';
import { type ControlSeries, controlSeries, density } from './series.ts';

interface Point {
  readonly density: number;
  readonly accuracy: number;
}

/**
 * Test accuracy against density, every level a point: at early stop solid and filled, after the last iteration dashed and
 * hollow; the dense network as a level line, the controls at the last level. Returns a standalone SVG that shows whatever the
 * record has so far. After Frankle & Carbin 2019, figures 3 and 4.
 */
export function accuracyPlot(record: RunRecord, layout: Layout = WIDE): string {
  const levels = [...(record.dense ? [record.dense] : []), ...record.rounds];
  const controls = controlSeries(record);
  const stop = levels.map((level) => ({ density: density(level), accuracy: level.testAccuracy }));
  const end = levels.map((level) => ({ density: density(level), accuracy: level.finalTestAccuracy }));
  const all = [...levels, ...controls.map(({ summary }) => summary)];
  const accuracies = all.flatMap((one) => [one.testAccuracy, one.finalTestAccuracy]);
  const y = percentAxis('Test accuracy', accuracies, layout);
  const x = densityAxis(all.map(density), layout);
  const labels = labelsOf(record);
  const words = {
    title: 'Test accuracy against the weights that are left',
    subtitle:
      'Solid, filled: at early stop (least validation loss). Dashed, hollow: after the last iteration.',
    description: describe(record, labels),
  };
  const marks = [
    ...y.marks,
    ...x.marks,
    record.dense && Plot.ruleY([record.dense.testAccuracy].filter(Number.isFinite), { stroke: COLORS.dense }),
    controls.map(controlPoints),
    curve(end, { strokeDasharray: '6,4', strokeOpacity: 0.65 }, COLORS.paper),
    curve(stop, {}, COLORS.ticket),
    levels.length === 0 && Plot.text(['No level has finished yet.'], { frameAnchor: 'middle' }),
  ].map((mark) => mark || null);
  return draw(words, { x: x.x, y: y.y, labels, marks }, layout);
}

function labelsOf(record: RunRecord): EndLabel[] {
  const ticket = record.rounds.at(-1);
  const named = [
    { name: 'dense', value: record.dense?.testAccuracy, color: COLORS.dense },
    { name: 'ticket, early stop', value: ticket?.testAccuracy, color: COLORS.ticket, glyph: '●' },
    { name: 'ticket, at the end', value: ticket?.finalTestAccuracy, color: COLORS.ticket, glyph: '○' },
    ...controlSeries(record).map(({ label, look: { color, glyph }, summary }) => ({
      ...{ name: label, value: summary.testAccuracy, color, glyph },
    })),
  ].flatMap(({ value = Number.NaN, ...one }) => (Number.isFinite(value) ? [{ ...one, value }] : []));
  const texts = percents(named.map(({ value }) => value));
  return named.map(({ name, ...one }, i) => ({ ...one, text: `${name} ${texts[i]}` }));
}

function controlPoints({ look: { color, symbol }, summary }: ControlSeries): Plot.Markish[] {
  const at = { symbol, stroke: color, r: 5.5, x: 'density', y: 'accuracy' };
  const point = (accuracy: number): Point[] => [{ density: density(summary), accuracy }];
  return [
    Plot.dot(point(summary.finalTestAccuracy), { ...at, fill: COLORS.paper, strokeOpacity: 0.65 }),
    Plot.dot(point(summary.testAccuracy), { ...at, fill: color }),
  ];
}

function curve(points: readonly Point[], line: Plot.LineOptions, fill: string): Plot.Markish[] {
  const at = { x: 'density', y: 'accuracy', stroke: COLORS.ticket };
  return [
    Plot.line(points, { ...at, strokeWidth: 2, ...line }),
    Plot.dot(points, { ...at, fill, r: 4, ...(line.strokeOpacity && { strokeOpacity: line.strokeOpacity }) }),
  ];
}

function describe({ rounds }: RunRecord, labels: readonly EndLabel[]): string {
  const last = rounds.at(-1);
  const where = last ? ` The last level keeps ${shortPercent(density(last))} of the weights.` : '';
  return `${labels.map(({ text }) => text).join('; ') || 'No level has finished yet'}.${where}`;
}
