import Table from 'cli-table3';
import { STILL_IMPROVING_NOTE } from '../experiments/index.ts';
import { finishedTrials, type TrialsColumn, type TrialsRecord, trialsColumns } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';

/** All trials, one row each, then mean and standard deviation of those that finished; fits 80 columns. */
export function trialsTable({ config, trials }: TrialsRecord<FindConfig>): string {
  const columns = trialsColumns(finishedTrials(trials), config.controls);
  const accuracies = columns.slice(0, -2);
  const table = new Table({
    head: ['seed', ...accuracies.map(({ key }) => key), 'early stop', 'wins'],
    colAligns: ['left', ...accuracies.map(() => 'right' as const), 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (text: (column: TrialsColumn) => string): string[] => {
    const texts = columns.map(text);
    return [...texts.slice(0, -2), texts.slice(-2).join(' → ')];
  };
  for (const { seed, record } of trials) {
    const wins = record?.verdict?.wins ?? '–';
    table.push([String(seed), ...row(({ cell }) => cell(record)), wins === 'undecided' ? '?' : wins]);
  }
  table.push(['mean', ...row(({ estimate, show }) => show(estimate?.mean)), '']);
  table.push(['deviation', ...row(({ estimate, show }) => show(estimate?.deviation)), '']);
  return `${table.toString()}\n${STILL_IMPROVING_NOTE}`;
}
