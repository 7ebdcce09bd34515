import * as Plot from '@observablehq/plot';
import type { FigureRow, FiguresWords } from '../experiments/index.ts';
import { draw, LAYOUT } from './draw.ts';
import { type FigureRange, figureRange, figureText, type SummedRow, summed } from './figures.ts';
import { COLOURS } from './series.ts';

const ROW = 34;
const MARGINS = { marginLeft: 208, marginRight: 266 };

/**
 * Our figures beside the paper's: a row a method, every seed a dot, their mean a stroke on its 95 % interval, the
 * reference a diamond, and all of it in figures at the right, ± one deviation. A standalone SVG, 800 wide and as high as
 * its rows need.
 */
export function figuresPlot(rows: readonly FigureRow[], words: FiguresWords): string {
  const figures = rows.map(summed);
  const range = figureRange(figures, words);
  const { reference = 'paper', each = 'seed' } = words;
  const isReferred = rows.some((row) => row.reference);
  const texts = figures.map((figure) => rowText(figure, { ...words, reference }));
  const says = {
    title: words.title,
    subtitle: `Dots: one ${each} each. Stroke: their mean, on its 95 % interval.${isReferred ? ` Diamond: ${reference}.` : ''}`,
    description: `${words.axis}. ${rows.map(({ label }, i) => `${label}: ${texts[i]}`).join('; ') || 'Nothing measured yet'}.`,
  };
  return draw(says, {
    ...MARGINS,
    height: LAYOUT.marginTop + LAYOUT.marginBottom + ROW * Math.max(1, rows.length),
    x: { domain: [...range.domain] },
    y: { domain: [Math.max(1, rows.length) - 0.5, -0.5] },
    marks: [
      ...axis(range, words.axis),
      column(
        rows.map(({ label }) => label),
        -10,
        'left',
      ),
      column(texts, 14, 'right'),
      ...figures.flatMap((figure) => marks(figure, range)),
      rows.length === 0 ? Plot.text(['Nothing measured yet.'], { frameAnchor: 'middle' }) : null,
    ],
  });
}

/** "97.85 ± 0.10 % · paper 98.30 %". */
function rowText({ row, estimate }: SummedRow, words: FiguresWords): string {
  const ours = estimate ? figureText(estimate.mean, estimate.deviation, words) : '–';
  if (!row.reference) return ours;
  return `${ours} · ${words.reference} ${figureText(row.reference.value, row.reference.deviation ?? null, words)}`;
}

const axis = ({ ticks, tickText }: FigureRange, label: string): Plot.Markish[] => [
  Plot.gridX(ticks, { stroke: COLOURS.grid, strokeOpacity: 1 }),
  Plot.axisX(ticks, {
    text: tickText,
    tickSize: 0,
    label,
    labelAnchor: 'center',
    labelArrow: 'none',
    labelOffset: 44,
  }),
  Plot.axisY([], { label: null }),
];

/** A text a row, beside the frame. */
const column = (texts: readonly string[], dx: number, side: 'left' | 'right'): Plot.Markish =>
  Plot.text(texts, {
    frameAnchor: side,
    textAnchor: side === 'left' ? 'end' : 'start',
    dx,
    y: texts.map((_, i) => i),
    text: (text: string) => shorten(text, side === 'left' ? 28 : 40),
  });

function marks({ row, at, known, estimate }: SummedRow, { inside }: FigureRange): Plot.Markish[] {
  const { value = Number.NaN, deviation = 0 } = row.reference ?? {};
  const reference = [value].filter(Number.isFinite);
  const bar = (from: number, to: number, stroke: string, strokeWidth: number) => {
    const [x1, x2] = inside([from, to]);
    return Plot.ruleY([at], { x1: () => x1, x2: () => x2, stroke, strokeWidth, strokeOpacity: 0.4 });
  };
  const dots = (values: readonly number[], options: Plot.DotOptions) =>
    Plot.dot(
      values.map((x) => [x, at]),
      options,
    );
  return [
    estimate?.interval ? bar(...estimate.interval, COLOURS.ticket, 6) : null,
    reference.length > 0 && deviation > 0
      ? bar(value - deviation, value + deviation, COLOURS.reinit, 2)
      : null,
    Plot.ruleX(estimate ? [estimate.mean] : [], {
      y1: () => at - 0.28,
      y2: () => at + 0.28,
      stroke: COLOURS.ticket,
      strokeWidth: 3,
    }),
    dots(known, { stroke: COLOURS.ticket, fill: 'white', r: 3.5 }),
    dots(reference, { symbol: 'diamond', fill: COLOURS.reinit, stroke: 'white', r: 6 }),
  ];
}

const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
