import Table from 'cli-table3';
import { finishedTrials, type TrialsColumn, type TrialsRecord, trialsColumns } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';

/** All trials, one row each, then mean and standard deviation of those that finished; fits 80 columns. */
export function trialsTable({ config, trials }: TrialsRecord<FindConfig>): string {
  const columns = trialsColumns(finishedTrials(trials), config.controls);
  const accuracies = columns.slice(0, -2);
  const table = new Table({
    head: ['seed', ...accuracies.map(({ key }) => key), 'early stop', 'won'],
    colAligns: ['left', ...accuracies.map(() => 'right' as const), 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (figure: (column: TrialsColumn) => number | null | undefined): string[] => {
    const texts = columns.map((column) => column.show(figure(column)));
    return [...texts.slice(0, -2), texts.slice(-2).join(' → ')];
  };
  for (const { seed, record } of trials) {
    const isWinner = record?.verdict?.isWinner ? 'yes' : 'no';
    table.push([String(seed), ...row(({ of }) => record && of(record)), record === null ? '–' : isWinner]);
  }
  table.push(['mean', ...row(({ estimate }) => estimate?.mean), '']);
  table.push(['deviation', ...row(({ estimate }) => estimate?.deviation), '']);
  return table.toString();
}
