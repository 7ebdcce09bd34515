import Table from 'cli-table3';
import { type ControlName, estimate, STILL_IMPROVING_NOTE, stillImproves } from '../experiments/index.ts';
import { percent, whole } from '../experiments/text.ts';
import { finishedTrials, type RunRecord, type TrainingSummary, type TrialsRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';

/** Returns one training of a trial. */
type Choice = (record: RunRecord) => TrainingSummary | null | undefined;

/** A column: its head, the trainings of a trial that it shows, and which of their values. */
interface Column {
  readonly head: string;
  readonly of: readonly Choice[];
  readonly value: (training: TrainingSummary) => number;
  readonly show: (value: number) => string;
  /** Returns the mark behind a value; none by default. */
  readonly mark?: (training: TrainingSummary) => string;
}

/** All trials, one row each, then mean and standard deviation of those that finished; fits 80 columns. */
export function trialsTable({ config, trials }: TrialsRecord<FindConfig>): string {
  const columns = columnsOf(config.controls);
  const table = new Table({
    head: ['seed', ...columns.map(({ head }) => head), 'wins'],
    colAligns: ['left', ...columns.map(() => 'right' as const), 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (text: (column: Column, pick: Choice) => string | null): string[] =>
    columns.map((column) => column.of.map((pick) => text(column, pick) ?? '–').join(' → '));
  for (const { seed, record } of trials) {
    const wins = record?.verdict?.wins ?? '–';
    const cells = row((column, pick) => cellOf(column, record && pick(record)));
    table.push([String(seed), ...cells, wins === 'undecided' ? '?' : wins]);
  }
  const records = finishedTrials(trials);
  for (const name of ['mean', 'deviation'] as const)
    table.push([name, ...row((column, pick) => summed(column, records.map(pick), name)), '']);
  return `${table.toString()}\n${STILL_IMPROVING_NOTE}`;
}

function cellOf({ value, show, mark }: Column, training: TrainingSummary | null | undefined): string | null {
  return training ? `${show(value(training))}${mark?.(training) ?? ''}` : null;
}

function summed(
  { value, show }: Column,
  trainings: readonly (TrainingSummary | null | undefined)[],
  key: 'mean' | 'deviation',
): string | null {
  const values = trainings.flatMap((training) => (training ? [value(training)] : []));
  const known = values.length === 0 ? null : estimate(values)[key];
  return known === null ? null : show(known);
}

const accuracy = {
  value: ({ testAccuracy }: TrainingSummary) => testAccuracy,
  show: (fraction: number) => percent(fraction, 2),
};

const columnsOf = (controls: readonly ControlName[]): Column[] => [
  { head: 'dense', of: [({ dense }) => dense], ...accuracy },
  { head: 'ticket', of: [({ rounds }) => rounds.at(-1)], ...accuracy },
  ...controls.map((name) => ({ head: name, of: [({ controls }: RunRecord) => controls[name]], ...accuracy })),
  {
    head: 'early stop',
    of: [({ dense }) => dense, ({ rounds }) => rounds.at(-1)],
    value: ({ earlyStopIteration }) => earlyStopIteration,
    show: (value) => whole(Math.round(value)),
    mark: (training) => (stillImproves(training) ? '*' : ''),
  },
];
