import * as Plot from '@observablehq/plot';
import type { CurvePoint } from '../training/index.ts';
import { draw } from './draw.ts';
import { type EndLabel, endLabels } from './end-labels.ts';
import { whole } from './format.ts';
import { iterationAxis } from './iteration-axis.ts';
import { percentAxis } from './percent-axis.ts';
import type { RunRecord } from './record.ts';
import { colourOf, controlLook, finishedSeries, type Series } from './series.ts';
import { afterSteepPart } from './steep-part.ts';
import { insideWindow, type Place } from './window.ts';

/**
 * Validation accuracy against the iteration, for the dense network, the ticket and the controls, with the iteration of
 * early stop marked on each. The axis leaves out the first steep part: it begins where the slowest curve has made nine
 * tenths of its way. A standalone SVG of 800 × 450; draws whatever the record has so far.
 */
export function curvesPlot(record: RunRecord): string {
  const series = finishedSeries(record).filter(({ summary }) => known(summary.curve).length > 0);
  const y = percentAxis(
    'Validation accuracy',
    series.flatMap(({ summary }) => afterSteepPart(known(summary.curve))),
  );
  const iterations = series.flatMap(({ summary }) => summary.curve.map(({ iteration }) => iteration));
  const [first, last] = iterations.length === 0 ? [0, 1] : [Math.min(...iterations), Math.max(...iterations)];
  const labels = series.map(
    ({ key, label, summary }): EndLabel => ({
      text: label,
      value: Math.max(y.domain[0], known(summary.curve).at(-1) as number),
      colour: colourOf(key),
    }),
  );
  const words = {
    title: 'How fast each one learns',
    subtitle:
      'Validation accuracy while training. The dot: early stop, the iteration of least validation loss.',
    description: describe(series),
  };
  return draw(words, {
    x: { domain: [first, Math.max(last, first + 1)] },
    y: y.y,
    marks: [
      ...y.marks,
      iterationAxis(),
      ...series.toReversed().map((one) => learning(one, y.domain)),
      endLabels(labels),
      series.length === 0 ? Plot.text(['No training has finished yet.'], { frameAnchor: 'middle' }) : null,
    ],
  });
}

const dashOf = (key: Series['key']): string =>
  key === 'dense' || key === 'ticket' ? '' : controlLook(key).dash;

function learning({ key, summary }: Series, [low, high]: readonly [number, number]): Plot.Markish[] {
  const pieces = insideWindow(places(summary.curve), low, high);
  const stop: Place = [summary.earlyStopIteration, accuracyAt(summary.curve, summary.earlyStopIteration)];
  const line = { stroke: colourOf(key), strokeWidth: key === 'ticket' ? 2.5 : 1.75 };
  return [
    ...pieces.map((piece) => Plot.line(piece, { ...line, strokeDasharray: dashOf(key) })),
    Plot.dot(stop[1] >= low ? [stop] : [], { fill: colourOf(key), stroke: 'white', r: 6 }),
  ];
}

const places = (curve: readonly CurvePoint[]): Place[] =>
  curve.map(({ iteration, validationAccuracy }): Place => [iteration, validationAccuracy]);

const known = (curve: readonly CurvePoint[]): number[] =>
  curve.map(({ validationAccuracy }) => validationAccuracy).filter(Number.isFinite);

const accuracyAt = (curve: readonly CurvePoint[], iteration: number): number =>
  curve.find((point) => point.iteration === iteration)?.validationAccuracy ?? Number.NaN;

const describe = (series: readonly Series[]): string =>
  series.length === 0
    ? 'No training has finished yet.'
    : `Early stop: ${series.map(({ label, summary }) => `${label} at iteration ${whole(summary.earlyStopIteration)}`).join(', ')}.`;
