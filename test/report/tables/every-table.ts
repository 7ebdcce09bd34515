// Every kind of table, made by hand.

import { summarizeTrials } from '../../../src/report/index.ts';
import { conditionsTable, seedsConditionsTable } from '../../../src/report/tables/conditions-table.ts';
import { networksTable } from '../../../src/report/tables/networks-table.ts';
import { detailsTable, resultsTable } from '../../../src/report/tables/results-table.ts';
import type { TextTable } from '../../../src/report/tables/text-table.ts';
import { trialsTable } from '../../../src/report/tables/trials-table.ts';
import { control, finished, manyControls } from '../records.ts';

/** Three trials, with two tickets that are almost equally accurate. */
export const trials = summarizeTrials(
  0.002,
  [0.002_51, 0.002_54, -0.004].map((difference, i) => {
    const last = finished.rounds[9];
    const rounds = [...finished.rounds.slice(0, -1), { ...last, testAccuracy: 0.9741 + difference }];
    return { seed: i + 1, folder: `seed-${i + 1}`, record: { ...finished, rounds }, error: null };
  }),
);
const { verdict } = finished;
if (verdict === null || trials.verdict === null) throw new Error('the records have no verdict');

const NAMES = ['rewind', 'reinitialise', 'reshuffle', 'constant'] as const;
const manyNamed = {
  ...{ seed: 1, folder: 'seed-1', error: null },
  record: {
    ...finished,
    controls: NAMES.flatMap((name) =>
      ([name, `${name}+sign`, `${name}+sign+freeze`] as const).map((one) => control(one, 0.97)),
    ),
  },
};

/** Every kind of table, by name. */
export const TABLES: readonly (readonly [name: string, table: TextTable])[] = [
  ['networks', networksTable(finished)],
  ['networks with many controls', networksTable(manyControls)],
  ['trials with many controls', trialsTable(summarizeTrials(0.002, [manyNamed]))],
  ['conditions', conditionsTable(verdict, 0.002)],
  ['conditions over several seeds', seedsConditionsTable(trials.verdict)],
  ['trials', trialsTable(trials)],
  [
    'results',
    resultsTable({
      ...{ title: 'Errors', axis: 'Test error', unit: 'fraction' },
      rows: [
        { label: 'SNIP', values: [0.0161, 0.0173], reference: { value: 0.016, deviation: 0.001 } },
        { label: 'GraSP', values: [0.01612, 0.01729] },
      ],
    }),
  ],
  ['details', detailsTable({ title: 'A', headings: ['B', 'C'], rows: [['d', '1.00 %']], note: 'E.' })],
];
