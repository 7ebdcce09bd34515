// What the terminal and the page show of the same table.

import { describe, expect, test } from 'vitest';
import { summarizeTrials } from '../../../src/report/index.ts';
import { seedsConditionsTable } from '../../../src/report/tables/conditions-table.ts';
import { networksTable } from '../../../src/report/tables/networks-table.ts';
import type { TextTable } from '../../../src/report/tables/text-table.ts';
import { trialsTable } from '../../../src/report/tables/trials-table.ts';
import { finished } from '../records.ts';
import { onPage, pageCells, tableOf, terminalCells, terminalLines } from './drawn.ts';
import { TABLES, trials } from './every-table.ts';

const ANSWERS = new Map([
  ['yes', '✓ yes'],
  ['no', '✗ no'],
  ['?', '? undecided'],
  ['std', 'standard deviation'],
]);

describe.each(TABLES)('the table of %s', (_, table) => {
  test('has the same values on the terminal and on the page', () => {
    const isShown = table.columns.map(({ isPageOnly }) => !isPageOnly);
    const page = pageCells(table).map((cells) => cells.filter((_, i) => isShown[i]));
    expect(terminalCells(table).map((cells) => cells.map((cell) => ANSWERS.get(cell) ?? cell))).toEqual(page);
  });

  test('fits 80 columns on the terminal', () => {
    for (const line of terminalLines(table)) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('has its notes below on both', () => {
    const shown = onPage(table).textContent.replaceAll('\u00a0', ' ');
    const words = terminalLines(table).join(' ');
    for (const note of table.notes) for (const text of [shown, words]) expect(text).toContain(note);
  });
});

test('the tables of networks and of trials tell unequal accuracies apart', () => {
  const accuracies = pageCells(trialsTable(trials)).map((cells) => cells[2]);
  expect(accuracies.slice(0, 2)).toEqual(['97.661 %', '97.664 %']);
  const [first, second] = finished.rounds;
  const rounds = [first, { ...second, testAccuracy: first.testAccuracy + 0.000_03 }];
  const networks = terminalCells(networksTable({ ...finished, rounds, controls: [] }));
  expect(networks.map((cells) => cells[5])).toEqual(['97.410 %', '97.520 %', '97.523 %']);
});

test('the conditions over several seeds tell a mean from the limit that it misses', () => {
  const seeds = [1, 2, 3].map((seed) => {
    const rounds = [{ ...finished.rounds[9], testAccuracy: 0.9741 - 0.002_04 }];
    return { seed, folder: `seed-${seed}`, record: { ...finished, rounds }, error: null };
  });
  const { verdict: quality } = summarizeTrials(0.002, seeds);
  if (quality === null) throw new Error('no verdict');
  expect(pageCells(seedsConditionsTable(quality))[0].slice(1)).toEqual([
    ...['−0.204', '−0.204 to −0.204', 'at least −0.200', '✗ no'],
  ]);
});

test('a column for the page only is not on the terminal, and a short heading is there only', () => {
  const table: TextTable = {
    ...tableOf(['Name'], ['a', '1', '2']),
    columns: [
      { heading: 'Name' },
      { heading: 'Long heading', short: 'long' },
      { heading: 'Secret', isPageOnly: true },
    ],
  };
  const text = terminalLines(table).join('\n');
  expect(text).toContain('│ Name │ long │');
  expect(text).not.toMatch(/Secret|heading|2/);
  expect(onPage(table).textContent).toMatch(/Long heading\s*Secret/);
});
