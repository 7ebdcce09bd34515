import { expect, test } from 'vitest';
import { networksTable } from '../../src/report/tables/networks-table.ts';
import { trialsColumns } from '../../src/report/tables/trials-columns.ts';
import { finished, manyControls } from './records.ts';

test('networksTable has a row for every control, which names its copy, and its round unless it is the last', () => {
  const names = networksTable(manyControls).rows.map(({ cells: [name] }) => name);
  expect(names.slice(11)).toEqual([
    ...['reinit at round 1', 'reinit 2 at round 1', 'reinit at round 5', 'reinit 2 at round 5'],
    ...['reinit', 'reinit 2', 'shuffle at round 5', 'shuffle'],
  ]);
});

test('trialsColumns has the mean of the reinitializations of the last level, with its own decimals', () => {
  const records = [manyControls, { ...finished, controls: [] }];
  const [reinit, shuffle] = trialsColumns(records, ['reinit', 'shuffle']).slice(2);
  expect([...records, null].map((record) => reinit.cell(record).replace('\u00a0', ' '))).toEqual([
    ...['96.95 %', '–', '–'],
  ]);
  expect([reinit.mean, shuffle.mean].map((text) => text.replace('\u00a0', ' '))).toEqual([
    '96.95 %',
    '96.50 %',
  ]);
});
