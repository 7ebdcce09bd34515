import * as Plot from '@observablehq/plot';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { type EndLabel, endLabels } from './end-labels.ts';
import { percent, shortPercent } from './format.ts';
import { percentAxis } from './percent-axis.ts';
import type { RunRecord } from './record.ts';
import { COLOURS, type ControlSeries, colourOf, controlLook, controlSeries, density } from './series.ts';

interface Point {
  readonly density: number;
  readonly accuracy: number;
}

/**
 * Test accuracy against density, every level a point: at early stop solid and filled, after the last iteration dashed
 * and hollow; the dense network as a level line, the controls at the last level. A standalone SVG of 800 × 450; draws
 * whatever the record has so far. After Frankle & Carbin 2019, figures 3 and 4.
 */
export function accuracyPlot(record: RunRecord): string {
  const levels = [...(record.dense ? [record.dense] : []), ...record.rounds];
  const controls = controlSeries(record);
  const stop = levels.map((level) => ({ density: density(level), accuracy: level.testAccuracy }));
  const end = levels.map((level) => ({ density: density(level), accuracy: level.finalTestAccuracy }));
  const all = [...levels, ...controls.map(({ summary }) => summary)];
  const y = percentAxis(
    'Test accuracy',
    all.flatMap((one) => [one.testAccuracy, one.finalTestAccuracy]),
  );
  const x = densityAxis(all.map(density));
  const labels = labelsOf(record);
  const words = {
    title: 'Test accuracy against the weights that are left',
    subtitle:
      'Solid, filled: at early stop (least validation loss). Dashed, hollow: after the last iteration.',
    description: describe(record, labels),
  };
  return draw(words, {
    x: x.x,
    y: y.y,
    marks: [
      ...y.marks,
      ...x.marks,
      record.dense &&
        Plot.ruleY([record.dense.testAccuracy].filter(Number.isFinite), { stroke: COLOURS.dense }),
      controls.map(controlPoints),
      curve(end, { strokeDasharray: '6,4', strokeOpacity: 0.65 }, 'white'),
      curve(stop, {}, COLOURS.ticket),
      endLabels(labels),
      levels.length === 0 && Plot.text(['No level has finished yet.'], { frameAnchor: 'middle' }),
    ].map((mark) => mark || null),
  });
}

function labelsOf(record: RunRecord): EndLabel[] {
  const ticket = record.rounds.at(-1);
  const named = [
    ['dense', record.dense?.testAccuracy, COLOURS.dense],
    ['ticket, early stop', ticket?.testAccuracy, COLOURS.ticket],
    ['ticket, at the end', ticket?.finalTestAccuracy, COLOURS.ticket],
    ...controlSeries(record).map(
      ({ key, label, summary }) => [label, summary.testAccuracy, colourOf(key)] as const,
    ),
  ] as const;
  return named.flatMap(([name, value = Number.NaN, colour]) =>
    Number.isFinite(value) ? [{ text: `${name} ${percent(value)}`, value, colour }] : [],
  );
}

function controlPoints({ key, summary }: ControlSeries): Plot.Markish[] {
  const at = { symbol: controlLook(key).symbol, stroke: colourOf(key), r: 5.5, x: 'density', y: 'accuracy' };
  const point = (accuracy: number): Point[] => [{ density: density(summary), accuracy }];
  return [
    Plot.dot(point(summary.finalTestAccuracy), { ...at, fill: 'white', strokeOpacity: 0.65 }),
    Plot.dot(point(summary.testAccuracy), { ...at, fill: colourOf(key) }),
  ];
}

function curve(points: readonly Point[], line: Plot.LineOptions, fill: string): Plot.Markish[] {
  const at = { x: 'density', y: 'accuracy', stroke: COLOURS.ticket };
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
