// The columns that a table of trials has on the terminal and on the page.

import { type ControlName, type Estimate, estimate, stillImproves } from '../experiments/index.ts';
import { estimateDecimals } from '../experiments/statistics/statistics.ts';
import { enoughDecimals, grouped, percent } from '../experiments/text.ts';
import type { RunRecord, TrainingSummary } from './record.ts';

/** A value of each trial, its estimate over all trials, and how both are shown. */
export interface TrialsColumn extends Value {
  /** Null if no trial has a value. */
  readonly estimate: Estimate | null;
  /** A dash for null and undefined. */
  readonly show: (value: number | null | undefined) => string;
  /** The value of a trial as it is shown. */
  readonly cell: (record: RunRecord | null) => string;
}

type Choice = (record: RunRecord) => TrainingSummary | null | undefined;

interface Value {
  readonly key: 'dense' | 'ticket' | ControlName | 'early stop, dense' | 'early stop, ticket';
  /** The training of a trial whose value this is. */
  readonly training: Choice;
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
  const dense: Choice = (record) => record.dense;
  const ticket: Choice = ({ rounds }) => rounds.at(-1);
  const accuracies: Value[] = [
    { key: 'dense', training: dense },
    { key: 'ticket', training: ticket },
    ...controls.map((name): Value => ({ key: name, training: (record) => record.controls[name] })),
  ];
  const earlyStops: Value[] = [
    { key: 'early stop, dense', training: dense },
    { key: 'early stop, ticket', training: ticket },
  ];
  return [...columnsOf(records, accuracies, ACCURACY), ...columnsOf(records, earlyStops, EARLY_STOP)];
}

/** Columns that are compared with each other, and therefore have the same number of decimals. */
function columnsOf(
  records: readonly RunRecord[],
  values: readonly Value[],
  { of, mark, scale, least, show }: Format,
): TrialsColumn[] {
  const known = values.map(({ training }) =>
    records.flatMap((record) => {
      const found = training(record);
      return found ? [of(found)] : [];
    }),
  );
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
  return values.map(({ key, training }, i) => ({
    ...{ key, training, estimate: estimates[i], show: shown },
    cell: (record) => {
      const found = record && training(record);
      return found ? `${shown(of(found))}${mark(found)}` : shown(null);
    },
  }));
}
