// Draws a table for the terminal.

import Table from 'cli-table3';
import { COLUMNS, wrapped } from '../wrap.ts';
import {
  brokenInto,
  fittingWidths,
  type TerminalColumn,
  tableWidth,
  terminalColumns,
} from './terminal-columns.ts';
import type { Row, TextTable } from './text-table.ts';

/**
 * Draws a table as plain text of at most 80 columns, with its notes below. If a table is too wide, headings and texts are broken
 * into lines. If that is not enough, its columns are distributed over several tables, each with the first column.
 */
export function terminalTable(table: TextTable): string {
  const [first, ...others] = terminalColumns(table);
  const parts: string[] = [];
  let rest = others;
  do {
    const shown = [first, ...rest];
    let widths = fittingWidths(shown);
    while (widths === null) {
      shown.pop();
      widths = fittingWidths(shown);
    }
    parts.push(draw(shown, widths, parts.length === 0 ? table.rows : []));
    rest = rest.slice(shown.length - 1);
  } while (rest.length > 0);
  return [...parts, ...table.notes.flatMap((note) => wrapped(note))].join('\n');
}

/** Draws columns with the given widths as one table, with the remarks of its rows. */
function draw(columns: readonly TerminalColumn[], widths: readonly number[], rows: readonly Row[]): string {
  const table = new Table({
    head: columns.map(({ heading }, i) => brokenInto(heading, widths[i])),
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], compact: true },
  });
  columns[0].texts.forEach((_, row) => {
    table.push(columns.map(({ texts }, i) => brokenInto(texts[row], widths[i])));
    const remark = rows[row]?.remark;
    if (remark !== undefined) {
      const lines = wrapped(remark, Math.max(MIN_REMARK, tableWidth(widths) - 6));
      table.push([{ colSpan: columns.length, content: lines.map((line) => `  ${line}`).join('\n') }]);
    }
  });
  return table.toString();
}

/** Minimum width of a table with remarks on its rows. */
const MIN_REMARK = COLUMNS / 2;
