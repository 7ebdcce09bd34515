import Table from 'cli-table3';
import { percent, whole } from '../experiments/text.ts';
import type { RunRecord, TrainingSummary } from '../report/index.ts';

/** Every training of a run, one row each, as plain text that fits 80 columns up to 9,999,999 weights. */
export function levelsTable({ dense, rounds, controls }: RunRecord): string {
  const table = new Table({
    head: ['network', 'weights', 'left', 'early stop', 'test', 'test at end', 'seconds'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, level: TrainingSummary) => [
    name,
    whole(level.remaining),
    percent(1 - level.sparsity),
    whole(level.earlyStopIteration),
    percent(level.testAccuracy, 2),
    percent(level.finalTestAccuracy, 2),
    level.seconds.toFixed(1),
  ];
  if (dense !== null) table.push(row('dense', dense));
  for (const level of rounds) table.push(row(`round ${level.round}`, level));
  for (const [name, control] of Object.entries(controls)) table.push(row(name, control));
  return table.toString();
}
