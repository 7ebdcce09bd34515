import * as Plot from '@observablehq/plot';
import type { Interval, ResultLabels, ResultRow } from '../experiments/index.ts';
import { labelBelow } from './axis-label.ts';
import { COLORS } from './colors.ts';
import { draw } from './draw.ts';
import { type Layout, WIDE } from './layout.ts';
import { outside } from './out-of-range.ts';
import {
  estimateRow,
  estimateText,
  type RowEstimate,
  type ValueRange,
  valueRange,
  withEnoughDecimals,
} from './values.ts';

/** Positions inside a row of the plot. */
interface Rows {
  /** Height of a row in pixels. */
  readonly height: number;
  /** Distance of a bar below the middle of its row, in rows. */
  readonly bar: number;
  readonly marginLeft: number;
  readonly marginRight: number;
}

/** Returns the positions for texts beside the bars or, in a narrow layout, above them. */
const rowsIn = ({ isNarrow }: Layout): Rows =>
  isNarrow
    ? { height: 64, bar: 0.28, marginLeft: 20, marginRight: 30 }
    : { height: 34, bar: 0, marginLeft: 212, marginRight: 296 };

/**
 * Plots results with the paper's as references: one row per method with one dot per seed, a stroke for the mean on its 95 %
 * interval, a diamond for the reference, and the values as text with one standard deviation. Returns a standalone SVG whose
 * height depends on the number of rows.
 */
export function valuesPlot(rows: readonly ResultRow[], asked: ResultLabels, layout: Layout = WIDE): string {
  const words = { reference: 'paper', ...withEnoughDecimals(rows, asked) };
  const place = rowsIn(layout);
  const figures = rows.map((row, i) => estimateRow(row, i + place.bar));
  const range = valueRange(figures, words);
  const names = rows.map(({ label }) => label);
  const values = figures.map((figure) => rowText(figure, words));
  const says = {
    title: words.title,
    subtitle: subtitle(figures, words, range),
    description: `${words.axis}. ${rows.map(({ label }, i) => `${label}: ${values[i]}`).join('; ') || 'Nothing measured yet'}.`,
  };
  const { marginLeft, marginRight } = place;
  const drawing = {
    ...{ marginLeft, marginRight, frame: place.height * Math.max(1, rows.length) },
    x: { domain: [...range.domain] },
    y: { domain: [Math.max(1, rows.length) - 0.5, -0.5] },
    marks: [
      ...axis(range, words.axis),
      ...texts(names, values, layout),
      ...figures.flatMap((figure) => marks(figure, range)),
      rows.length === 0 ? Plot.text(['Nothing measured yet.'], { frameAnchor: 'middle' }) : null,
    ],
  };
  return draw(says, drawing, layout);
}

function subtitle(
  figures: readonly RowEstimate[],
  { reference }: ResultLabels,
  { isCut }: ValueRange,
): string {
  const sentences = [
    'Dots: one seed each. Stroke: their mean, on its 95 % interval.',
    ...(figures.some(({ row }) => row.reference) ? [`Diamond: ${reference}.`] : []),
    ...(figures.some(({ estimate }) => estimate?.interval && isCut(estimate.interval).includes(true))
      ? ['Triangles: the interval continues.']
      : []),
  ];
  return sentences.join(' ');
}

/** Formats the values of a row: "97.85 ± 0.10 % · paper 98.30 %". */
function rowText({ row, estimate }: RowEstimate, words: ResultLabels): string {
  const ours = estimate ? estimateText(estimate.mean, estimate.deviation, words) : '–';
  if (!row.reference) return ours;
  return `${ours} · ${words.reference} ${estimateText(row.reference.value, row.reference.deviation ?? null, words)}`;
}

const axis = ({ ticks, tickText }: ValueRange, label: string): Plot.Markish[] => [
  Plot.gridX(ticks, { stroke: COLORS.grid, strokeOpacity: 1 }),
  Plot.axisX(ticks, { text: tickText, tickSize: 0, ...labelBelow(label) }),
  Plot.axisY([], { label: null }),
];

/** Returns the marks for the name and the values of each row: beside the frame, or above the row's bar. */
const texts = (names: readonly string[], values: readonly string[], { isNarrow }: Layout): Plot.Markish[] =>
  isNarrow
    ? [
        column(names, { frameAnchor: 'left', textAnchor: 'start', dx: -4, dy: -22 }),
        column(values, { frameAnchor: 'left', textAnchor: 'start', dx: -4, dy: -5, fill: COLORS.quiet }),
      ]
    : [
        column(
          names.map((name) => shorten(name, 28)),
          { frameAnchor: 'left', textAnchor: 'end', dx: -10 },
        ),
        column(values, { frameAnchor: 'right', textAnchor: 'start', dx: 14 }),
      ];

/** Returns a mark with one text per row. */
const column = (rows: readonly string[], options: Plot.TextOptions): Plot.Markish =>
  Plot.text(rows, { ...options, y: rows.map((_, i) => i), text: (text: string) => text });

function marks({ row, at, known, estimate }: RowEstimate, range: ValueRange): Plot.Markish[] {
  const { value = Number.NaN, deviation = 0 } = row.reference ?? {};
  const reference = [value].filter(Number.isFinite);
  const bar = (interval: Interval, stroke: string, strokeWidth: number) => {
    const [x1, x2] = range.inside(interval);
    return Plot.ruleY([at], { x1: () => x1, x2: () => x2, stroke, strokeWidth, strokeOpacity: 0.4 });
  };
  const dots = (values: readonly number[], options: Plot.DotOptions) =>
    Plot.dot(
      values.map((x) => [x, at]),
      options,
    );
  const hasBar = reference.length > 0 && deviation > 0;
  return [
    ...(estimate?.interval
      ? [bar(estimate.interval, COLORS.ticket, 6), ...cuts(estimate.interval, at, range)]
      : []),
    hasBar ? bar([value - deviation, value + deviation], COLORS.reinit, 2) : null,
    Plot.ruleX(estimate ? [estimate.mean] : [], {
      ...{ y1: () => at - STROKE, y2: () => at + STROKE, stroke: COLORS.ticket, strokeWidth: 3 },
    }),
    dots(known, { stroke: COLORS.ticket, fill: COLORS.paper, r: 3.5 }),
    dots(reference, { symbol: 'diamond', fill: COLORS.reinit, stroke: COLORS.paper, r: 6 }),
  ];
}

/** Half the height of a mean's stroke, in rows. */
const STROKE = 0.2;

/** Returns triangles at the ends of an interval that continues beyond the axis. */
function cuts(interval: Interval, at: number, { domain, isCut }: ValueRange): Plot.Markish[] {
  const [isCutLeft, isCutRight] = isCut(interval);
  return [
    outside(isCutLeft ? [[domain[0], at]] : [], 'left', COLORS.ticket),
    outside(isCutRight ? [[domain[1], at]] : [], 'right', COLORS.ticket),
  ];
}

const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
