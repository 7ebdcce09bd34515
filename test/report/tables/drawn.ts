// Tables as they are drawn, read back.

import { pageTable } from '../../../src/report/tables/page-table.ts';
import { terminalTable } from '../../../src/report/tables/terminal-table.ts';
import type { TextTable } from '../../../src/report/tables/text-table.ts';
import { all, type Node, parse, texts } from '../svg.ts';

const spaces = (text: string): string => text.replaceAll('\u00a0', ' ');

/** The element that holds a table on the page, and its notes. */
export const onPage = (table: TextTable): Node =>
  parse(`<main>${pageTable(table).markup}</main>`, 'text/html');

/** The cells of a table's rows on the page. */
export const pageCells = (table: TextTable): string[][] =>
  all(onPage(table), 'tbody tr').map((row) => texts(row, 'th, td').map(spaces));

/** The lines of a table on the terminal. */
export const terminalLines = (table: TextTable): string[] => terminalTable(table).split('\n');

/** The cells of a table's rows on the terminal. Columns that are spread over several tables are put side by side. */
export function terminalCells(table: TextTable): string[][] {
  const [first, ...others] = terminalLines(table).join('\n').split('\n┌').map(cellsOf);
  return first.map((cells, i) => [...cells, ...others.flatMap((rows) => rows[i].slice(1))]);
}

/** The rows below the headings of one table. A line that continues only the first column belongs to the row above it. */
function cellsOf(drawn: string): string[][] {
  const rows: string[][] = [];
  const [, body] = drawn.split('├');
  for (const line of body.split('\n').filter((one) => one.startsWith('│'))) {
    const cells = line
      .slice(1, -1)
      .split('│')
      .map((cell) => cell.trim());
    const last = rows.at(-1);
    if (last && cells.slice(1).every((cell) => cell === '')) last[0] += ` ${cells[0]}`;
    else rows.push(cells);
  }
  return rows;
}

/** A table with headings, rows of cells and no notes. */
export const tableOf = (
  headings: readonly string[],
  ...rows: TextTable['rows'][number]['cells'][]
): TextTable => ({
  title: 'A table',
  columns: headings.map((heading) => ({ heading })),
  rows: rows.map((cells) => ({ cells })),
  notes: [],
});
