import Table from 'cli-table3';
import { percents, whole } from '../experiments/text.ts';
import type { RunRecord, TrainingSummary } from '../report/index.ts';

/** Every training of a run, one row each, as plain text that fits 80 columns up to 9,999,999 weights. */
export function levelsTable({ dense, rounds, controls }: RunRecord): string {
  const table = new Table({
    head: ['network', 'weights', 'left', 'early stop', 'test', 'test at end', 'seconds'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const named: [string, TrainingSummary][] = [
    ...(dense === null ? [] : [['dense', dense] satisfies [string, TrainingSummary]]),
    ...rounds.map((level): [string, TrainingSummary] => [`round ${level.round}`, level]),
    ...Object.entries(controls),
  ];
  const column = (of: (level: TrainingSummary) => number, least = 2) =>
    percents(
      named.map(([, level]) => of(level)),
      least,
    );
  const left = column(({ sparsity }) => 1 - sparsity, 1);
  const [test, atEnd] = [
    column(({ testAccuracy }) => testAccuracy),
    column(({ finalTestAccuracy }) => finalTestAccuracy),
  ];
  named.forEach(([name, { remaining, earlyStopIteration, seconds }], i) => {
    const iteration = whole(earlyStopIteration);
    table.push([name, whole(remaining), left[i], iteration, test[i], atEnd[i], seconds.toFixed(1)]);
  });
  return table.toString();
}
