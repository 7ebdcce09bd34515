import Table from 'cli-table3';
import { type ControlName, estimate } from '../experiments/index.ts';
import { percent, whole } from '../experiments/text.ts';
import { finishedTrials, type RunRecord, type TrialsRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';

/** A column: its head, the figures of a trial in it, and how they are shown. */
interface Column {
  readonly head: string;
  readonly of: readonly ((record: RunRecord) => number | undefined)[];
  readonly show: (value: number) => string;
}

/** All trials, one row each, then mean and standard deviation of those that finished; fits 80 columns. */
export function trialsTable({ config, trials }: TrialsRecord<FindConfig>): string {
  const columns = columnsOf(config.controls);
  const table = new Table({
    head: ['seed', ...columns.map(({ head }) => head), 'won'],
    colAligns: ['left', ...columns.map(() => 'right' as const), 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (figure: (of: Column['of'][number]) => number | null | undefined): string[] =>
    columns.map(({ of, show }) => of.map((one) => shown(figure(one), show)).join(' → '));
  for (const { seed, record } of trials) {
    const wins = record?.verdict?.wins ?? '–';
    table.push([String(seed), ...row((of) => record && of(record)), wins === 'undecided' ? '?' : wins]);
  }
  const estimates = (of: Column['of'][number]) => {
    const values = finishedTrials(trials).flatMap((record) => of(record) ?? []);
    return values.length === 0 ? null : estimate(values);
  };
  table.push(['mean', ...row((of) => estimates(of)?.mean), '']);
  table.push(['deviation', ...row((of) => estimates(of)?.deviation), '']);
  return table.toString();
}

const shown = (value: number | null | undefined, show: (value: number) => string): string =>
  value === null || value === undefined ? '–' : show(value);

const accuracy = (fraction: number): string => percent(fraction, 2);
const iterations = (value: number): string => whole(Math.round(value));

const columnsOf = (controls: readonly ControlName[]): Column[] => [
  { head: 'dense', of: [({ dense }) => dense?.testAccuracy], show: accuracy },
  { head: 'ticket', of: [({ rounds }) => rounds.at(-1)?.testAccuracy], show: accuracy },
  ...controls.map((name) => ({
    head: name,
    of: [({ controls }: RunRecord) => controls[name]?.testAccuracy],
    show: accuracy,
  })),
  {
    head: 'early stop',
    of: [({ dense }) => dense?.earlyStopIteration, ({ rounds }) => rounds.at(-1)?.earlyStopIteration],
    show: iterations,
  },
];
