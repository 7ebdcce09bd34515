// Columns with the values of several trials: test accuracies at early stop, and the iterations of early stop.

import { enoughDecimals, grouped } from '../../experiments/format-numbers.ts';
import { stillImproves } from '../../experiments/imp/speed.ts';
import { type ControlName, type Estimate, estimate } from '../../experiments/index.ts';
import { estimateDecimals, meanOf } from '../../experiments/statistics/statistics.ts';
import { percent } from '../format.ts';
import type { RunRecord, TrainingSummary } from '../record.ts';
import { controlsNamed } from './controls.ts';
import type { Column } from './text-table.ts';

/** The value of each trial, and the estimate over all trials. */
export interface TrialsColumn {
  readonly column: Column;
  /** Returns the value of a trial as text; a dash if there is none. */
  readonly cell: (record: RunRecord | null) => string;
  /** The mean as text. */
  readonly mean: string;
  /** The standard deviation as text. */
  readonly deviation: string;
}

/** The trainings of each trial whose mean value a column shows. Only random reinitialization has several. */
interface Choice {
  readonly column: Column;
  readonly trainings: (record: RunRecord) => readonly TrainingSummary[];
}

/** The value of a training in a column, and its format. */
interface Format {
  readonly of: (training: TrainingSummary) => number;
  /** Returns the mark after the value of a training. */
  readonly mark: (training: TrainingSummary) => string;
  /** Factor of the values, which are then shown with at least `least` decimals. */
  readonly scale: number;
  readonly least: number;
  readonly show: (value: number, decimals: number) => string;
}

const ACCURACY: Format = {
  of: ({ testAccuracy }) => testAccuracy,
  mark: () => '',
  scale: 100,
  least: 2,
  show: percent,
};

/** The iteration of early stop, with a mark if it is the last evaluation. */
const EARLY_STOP: Format = {
  of: ({ earlyStopIteration }) => earlyStopIteration,
  mark: (training) => (stillImproves(training) ? '*' : ''),
  scale: 1,
  least: 0,
  show: grouped,
};

const dense: Choice['trainings'] = (record) => (record.dense === null ? [] : [record.dense]);
const ticket: Choice['trainings'] = ({ rounds }) => rounds.slice(-1);

/**
 * Returns the columns of a table of trials. Accuracies have enough decimals to tell unequal ones apart, and so do iterations.
 */
export function trialsColumns(
  records: readonly RunRecord[],
  controls: readonly ControlName[],
): TrialsColumn[] {
  const accuracies: Choice[] = [
    { column: { heading: 'Dense', short: 'dense' }, trainings: dense },
    { column: { heading: 'Ticket', short: 'ticket' }, trainings: ticket },
    ...controls.map(
      (name): Choice => ({ column: { heading: name }, trainings: (record) => controlsNamed(record, name) }),
    ),
  ];
  const earlyStops: Choice[] = [
    { column: { heading: 'Early stop, dense', short: 'stop, dense' }, trainings: dense },
    { column: { heading: 'Early stop, ticket', short: 'stop, ticket' }, trainings: ticket },
  ];
  return [...columnsOf(records, accuracies, ACCURACY), ...columnsOf(records, earlyStops, EARLY_STOP)];
}

/** Returns columns that are compared with each other and therefore have the same number of decimals. */
function columnsOf(
  records: readonly RunRecord[],
  choices: readonly Choice[],
  { of, mark, scale, least, show }: Format,
): TrialsColumn[] {
  const meanIn = (found: readonly TrainingSummary[]) => (found.length === 0 ? [] : [meanOf(found.map(of))]);
  const known = choices.map(({ trainings }) => records.flatMap((record) => meanIn(trainings(record))));
  const estimates = known.map((own) => (own.length === 0 ? null : estimate(own)));
  const values = known.flat().map((value) => scale * value);
  const decimals = Math.max(
    enoughDecimals(values, least),
    estimateDecimals(
      estimates.flatMap((one) => one ?? []),
      { least, scale },
    ),
  );
  const shown = (value: number | null | undefined) => show(value ?? Number.NaN, decimals);
  const sum = (one: Estimate | null, key: 'mean' | 'deviation') => shown(one?.[key]);
  return choices.map(({ column, trainings }, i) => ({
    column,
    cell: (record) => {
      const found = record === null ? [] : trainings(record);
      return `${shown(meanIn(found)[0])}${found.map(mark)[0] ?? ''}`;
    },
    mean: sum(estimates[i], 'mean'),
    deviation: sum(estimates[i], 'deviation'),
  }));
}
