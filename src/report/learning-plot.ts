import * as Plot from '@observablehq/plot';
import type { LearningSeries } from '../experiments/index.ts';
import { draw } from './draw.ts';
import { type EndLabel, endLabels } from './end-labels.ts';
import { percent } from './format.ts';
import { iterationAxis } from './iteration-axis.ts';
import { percentAxis } from './percent-axis.ts';
import { LAYER_COLOURS } from './series.ts';
import { afterSteepPart } from './steep-part.ts';
import { insideWindow, type Place } from './window.ts';

/**
 * Validation accuracy against the iteration: a line a seed, a colour and a dash a series, the mean of its last accuracies
 * at the right. The axis leaves out the first steep part. A standalone SVG of 800 × 450; draws what there is.
 */
export function learningPlot(series: readonly LearningSeries[]): string {
  const shown = series
    .map(({ label, curves }) => ({ label, curves: curves.filter((curve) => lastOf(curve) !== undefined) }))
    .filter(({ curves }) => curves.length > 0);
  const curves = shown.flatMap((one) => one.curves);
  const y = percentAxis(
    'Validation accuracy',
    curves.flatMap((curve) => afterSteepPart(curve.map(([, accuracy]) => accuracy))),
  );
  const iterations = curves.flat().map(([iteration]) => iteration);
  const [first, last] = iterations.length === 0 ? [0, 1] : [Math.min(...iterations), Math.max(...iterations)];
  const labels = shown.map((one, i): EndLabel => {
    const mean = meanOf(one.curves.map((curve) => lastOf(curve) as number));
    return { text: `${one.label} ${percent(mean)}`, value: Math.max(y.domain[0], mean), colour: colour(i) };
  });
  const words = {
    title: 'How fast each one learns',
    subtitle: 'Validation accuracy while training, a line a seed. At the right: the mean at the end.',
    description:
      labels.length === 0
        ? 'No training has finished yet.'
        : `Validation accuracy at the end: ${labels.map(({ text }) => text).join('; ')}.`,
  };
  return draw(words, {
    x: { domain: [first, Math.max(last, first + 1)] },
    y: y.y,
    marks: [
      ...y.marks,
      iterationAxis(),
      ...shown.flatMap((one, i) => one.curves.flatMap((curve) => learning(curve, i, y.domain))),
      endLabels(labels),
      shown.length === 0 ? Plot.text(['No training has finished yet.'], { frameAnchor: 'middle' }) : null,
    ],
  });
}

const DASHES = ['', '7,3', '2,3', '9,3,2,3'] as const;

function learning(
  curve: readonly Place[],
  i: number,
  [low, high]: readonly [number, number],
): Plot.Markish[] {
  const style = { stroke: colour(i), strokeWidth: 1.75, strokeDasharray: DASHES[i % DASHES.length] };
  return insideWindow(curve, low, high).map((piece) =>
    piece.length === 1 ? Plot.dot(piece, { fill: colour(i), r: 3 }) : Plot.line(piece, style),
  );
}

const colour = (i: number): string => LAYER_COLOURS[i % LAYER_COLOURS.length];

const lastOf = (curve: readonly Place[]): number | undefined =>
  curve.map(([, accuracy]) => accuracy).findLast(Number.isFinite);

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
