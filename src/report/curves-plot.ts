import * as Plot from '@observablehq/plot';
import type { CurvePoint } from '../training/index.ts';
import { COLORS } from './colors.ts';
import { draw } from './draw.ts';
import { whole } from './format.ts';
import { iterationAxis } from './iteration-axis.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';
import { cutBelow, cutsOf } from './out-of-range.ts';
import { percentAxis } from './percent-axis.ts';
import { lastControls, type RunRecord, type TrainingSummary } from './record.ts';
import { copiesNote, finishedSeries, type Series } from './series.ts';
import { afterSteepPart, cutNote } from './steep-part.ts';
import { insideWindow, type Place } from './visible-range.ts';

/**
 * Plots validation accuracy against the iteration for the dense network, the last ticket and its controls (the first of several
 * random reinitializations), and marks early stop on each curve. The axis omits the first steep part: it starts where the
 * slowest curve has covered nine tenths of its way, and triangles mark where curves continue below. Returns a standalone SVG of
 * the results so far.
 */
export function curvesPlot(record: RunRecord, layout: Layout = WIDE): string {
  const series = finishedSeries(record)
    .map(({ summaries: [summary], ...one }) => ({ ...one, summary }))
    .filter(({ summary }) => known(summary.curve).length > 0);
  const shown = series.flatMap(({ summary }) => [
    ...afterSteepPart(known(summary.curve)),
    stopOf(summary)[1],
  ]);
  const y = percentAxis('Validation accuracy', shown, layout);
  const iterations = series.flatMap(({ summary }) => summary.curve.map(({ iteration }) => iteration));
  const [first, last] = iterations.length === 0 ? [0, 1] : [Math.min(...iterations), Math.max(...iterations)];
  const curves = series.map((one) => ({
    ...one,
    pieces: insideWindow(places(one.summary.curve), ...y.domain),
  }));
  const isCut = curves.some(({ pieces }) => cutsOf(pieces, y.domain[0]).length > 0);
  const words = {
    title: 'How fast each one learns',
    subtitle: `Validation accuracy during training. Dot: early stop, the iteration of least validation loss.${copiesNote(lastControls(record), 'first')}${isCut ? cutNote(y.domain[0]) : ''}`,
    description: describe(series),
  };
  const marks = [
    ...y.marks,
    iterationAxis(layout),
    ...curves.toReversed().flatMap((one) => learning(one, y.domain[0])),
    series.length === 0 ? Plot.text(['No training has finished yet.'], { frameAnchor: 'middle' }) : null,
  ];
  const x = { domain: [first, Math.max(last, first + 1)] };
  return draw(words, { x, y: y.y, labels: series.map(labelOf), marks }, layout);
}

/** One training in the plot. */
type Shown = Omit<Series, 'summaries'> & { readonly summary: TrainingSummary };

const labelOf = ({ label, summary, look: { color, dash } }: Shown): EndLabel => ({
  ...{ text: label, value: known(summary.curve).at(-1) as number, color, dash },
});

/** A curve, divided into the pieces inside the frame. */
type Curve = Shown & { readonly pieces: readonly Place[][] };

function learning({ key, summary, look: { color, dash }, pieces }: Curve, low: number): Plot.Markish[] {
  const line = { stroke: color, strokeWidth: key === 'ticket' ? 2.5 : 1.75, strokeDasharray: dash };
  return [
    ...pieces.map((piece) => Plot.line(piece, line)),
    cutBelow(pieces, low, color),
    Plot.dot([stopOf(summary)], { fill: color, stroke: COLORS.paper, r: 6 }),
  ];
}

const stopOf = ({ curve, earlyStopIteration }: TrainingSummary): Place => [
  earlyStopIteration,
  accuracyAt(curve, earlyStopIteration),
];

const places = (curve: readonly CurvePoint[]): Place[] =>
  curve.map(({ iteration, validationAccuracy }): Place => [iteration, validationAccuracy]);

const known = (curve: readonly CurvePoint[]): number[] =>
  curve.map(({ validationAccuracy }) => validationAccuracy).filter(Number.isFinite);

const accuracyAt = (curve: readonly CurvePoint[], iteration: number): number =>
  curve.find((point) => point.iteration === iteration)?.validationAccuracy ?? Number.NaN;

const describe = (series: readonly Shown[]): string =>
  series.length === 0
    ? 'No training has finished yet.'
    : `Early stop: ${series.map(({ label, summary }) => `${label} at iteration ${whole(summary.earlyStopIteration)}`).join(', ')}.`;
