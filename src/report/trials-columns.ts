// The columns that a table of trials has on the terminal and on the page.

import { type ControlName, type Estimate, estimate, stillImproves } from '../experiments/index.ts';
import { estimateDecimals, meanOf } from '../experiments/statistics/statistics.ts';
import { enoughDecimals, grouped, percent } from '../experiments/text.ts';
import { lastControls, type RunRecord, type TrainingSummary } from './record.ts';

/** A value of each trial, its estimate over all trials, and how both are shown. */
export interface TrialsColumn extends Value {
  /** Null if no trial has a value. */
  readonly estimate: Estimate | null;
  /** A dash for null and undefined. */
  readonly show: (value: number | null | undefined) => string;
  /** The value of a trial as it is shown. */
  readonly cell: (record: RunRecord | null) => string;
}

/** Returns the trainings of a trial whose mean is shown. Only random reinitialization has several. */
type Choice = (record: RunRecord) => readonly TrainingSummary[];

interface Value {
  readonly key: 'dense' | 'ticket' | ControlName | 'early stop, dense' | 'early stop, ticket';
  readonly trainings: Choice;
}

/** Which values trainings have in a column, and how they are shown. */
interface Format {
  readonly of: (training: TrainingSummary) => number;
  /** Returns the mark behind the value of a training. */
  readonly mark: (training: TrainingSummary) => string;
  /** Values are multiplied by this, and then have at least `least` decimals. */
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

/** An early stop at the last evaluation has a mark. */
const EARLY_STOP: Format = {
  of: ({ earlyStopIteration }) => earlyStopIteration,
  mark: (training) => (stillImproves(training) ? '*' : ''),
  scale: 1,
  least: 0,
  show: grouped,
};

/**
 * Test accuracies at early stop, then the iterations of early stop. Accuracies have as many decimals as it takes for unequal
 * ones to look unequal, and so have iterations.
 */
export function trialsColumns(
  records: readonly RunRecord[],
  controls: readonly ControlName[],
): TrialsColumn[] {
  const dense: Choice = (record) => (record.dense === null ? [] : [record.dense]);
  const ticket: Choice = ({ rounds }) => rounds.slice(-1);
  const control =
    (key: ControlName): Choice =>
    (record) =>
      lastControls(record).filter(({ name }) => name === key);
  const accuracies: Value[] = [
    { key: 'dense', trainings: dense },
    { key: 'ticket', trainings: ticket },
    ...controls.map((name): Value => ({ key: name, trainings: control(name) })),
  ];
  const earlyStops: Value[] = [
    { key: 'early stop, dense', trainings: dense },
    { key: 'early stop, ticket', trainings: ticket },
  ];
  return [...columnsOf(records, accuracies, ACCURACY), ...columnsOf(records, earlyStops, EARLY_STOP)];
}

/** Columns that are compared with each other, and therefore have the same number of decimals. */
function columnsOf(
  records: readonly RunRecord[],
  values: readonly Value[],
  { of, mark, scale, least, show }: Format,
): TrialsColumn[] {
  const meanIn = (trainings: Choice, record: RunRecord): number[] => {
    const found = trainings(record);
    return found.length === 0 ? [] : [meanOf(found.map(of))];
  };
  const known = values.map(({ trainings }) => records.flatMap((record) => meanIn(trainings, record)));
  const estimates = known.map((own) => (own.length === 0 ? null : estimate(own)));
  const decimals = Math.max(
    enoughDecimals(
      known.flat().map((value) => scale * value),
      least,
    ),
    estimateDecimals(
      estimates.flatMap((one) => one ?? []),
      { least, scale },
    ),
  );
  const shown = (value: number | null | undefined) => show(value ?? Number.NaN, decimals);
  return values.map(({ key, trainings }, i) => ({
    ...{ key, trainings, estimate: estimates[i], show: shown },
    cell: (record) => {
      if (record === null) return shown(null);
      const marks = trainings(record).map(mark);
      return `${shown(meanIn(trainings, record)[0])}${marks[0] ?? ''}`;
    },
  }));
}
