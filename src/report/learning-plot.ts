import * as Plot from '@observablehq/plot';
import type { LearningSeries } from '../experiments/index.ts';
import { type LineStyle, lineStyles } from './colors.ts';
import { draw } from './draw.ts';
import { percents } from './format.ts';
import { iterationAxis } from './iteration-axis.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';
import { cutBelow, cutsOf } from './out-of-range.ts';
import { percentAxis } from './percent-axis.ts';
import { afterSteepPart, cutNote } from './steep-part.ts';
import { insideWindow, type Place } from './visible-range.ts';

/**
 * Plots validation accuracy against the iteration, with one line per seed and one color per series. Labels to the right show the
 * mean of the last accuracies. The axis omits the first steep part; triangles mark where curves continue below. Returns a
 * standalone SVG of the results so far.
 */
export function learningPlot(series: readonly LearningSeries[], layout: Layout = WIDE): string {
  const shown = trainedOf(series);
  const curves = shown.flatMap((one) => one.curves);
  const accuracies = curves.flatMap((curve) => afterSteepPart(curve.map(([, accuracy]) => accuracy)));
  const y = percentAxis('Validation accuracy', accuracies, layout);
  const iterations = curves.flat().map(([iteration]) => iteration);
  const [first, last] = iterations.length === 0 ? [0, 1] : [Math.min(...iterations), Math.max(...iterations)];
  const lines = shown.map((one) => one.curves.map((curve) => insideWindow(curve, ...y.domain)));
  const isCut = lines.flat().some((pieces) => cutsOf(pieces, y.domain[0]).length > 0);
  const looks = lineStyles(shown.map(({ label }) => label));
  const labels = labelsOf(shown, looks);
  const words = {
    title: 'How fast each one learns',
    subtitle: `Validation accuracy during training, one line per seed, each named with its mean at the end.${isCut ? cutNote(y.domain[0]) : ''}`,
    description:
      labels.length === 0
        ? 'No training has finished yet.'
        : `Validation accuracy at the end: ${labels.map(({ text }) => text).join('; ')}.`,
  };
  const marks = [
    ...y.marks,
    iterationAxis(layout),
    ...lines.flatMap((own, i) => own.flatMap((pieces) => learning(pieces, looks[i], y.domain[0]))),
    shown.length === 0 ? Plot.text(['No training has finished yet.'], { frameAnchor: 'middle' }) : null,
  ];
  return draw(words, { x: { domain: [first, Math.max(last, first + 1)] }, y: y.y, labels, marks }, layout);
}

/** Returns the series that have at least one curve with a known accuracy, and these curves. */
const trainedOf = (series: readonly LearningSeries[]): LearningSeries[] =>
  series
    .map(({ label, curves }) => ({ label, curves: curves.filter((curve) => lastOf(curve) !== undefined) }))
    .filter(({ curves }) => curves.length > 0);

function labelsOf(shown: readonly LearningSeries[], looks: readonly LineStyle[]): EndLabel[] {
  const means = shown.map(({ curves }) => meanOf(curves.map((curve) => lastOf(curve) as number)));
  const texts = percents(means);
  return shown.map(({ label }, i) => ({ text: `${label} ${texts[i]}`, value: means[i], ...looks[i] }));
}

/** Returns the marks of one curve, including those where it continues below the frame. */
const learning = (pieces: readonly Place[][], { color, dash }: LineStyle, low: number): Plot.Markish[] => [
  ...pieces.map((piece) =>
    piece.length === 1
      ? Plot.dot(piece, { fill: color, r: 3 })
      : Plot.line(piece, { stroke: color, strokeWidth: 1.75, strokeDasharray: dash }),
  ),
  cutBelow(pieces, low, color),
];

const lastOf = (curve: readonly Place[]): number | undefined =>
  curve.map(([, accuracy]) => accuracy).findLast(Number.isFinite);

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
