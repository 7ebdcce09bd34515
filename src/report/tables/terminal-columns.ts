// Columns of a table on the terminal, and their widths.

import { COLUMNS, wrapped } from '../wrap.ts';
import { alignment, type Cell, type Column, type TextTable } from './text-table.ts';

/** A column on the terminal. */
export interface TerminalColumn {
  readonly heading: string;
  readonly align: 'left' | 'right';
  readonly texts: readonly string[];
}

/** Minimum width of a column of texts that is broken into lines because it is too wide. */
const MIN_TEXT = 16;

/** Maximum width of numbers and of words of headings. Wider ones are broken into lines. */
const MAX_NUMBER = 36;

/** Returns the columns that the terminal shows. */
export const terminalColumns = ({ columns, rows }: TextTable): TerminalColumn[] =>
  columns
    .map((column, i) =>
      terminalColumn(
        column,
        alignment(column, i),
        rows.map(({ cells }) => textOf(cells[i])),
      ),
    )
    .filter((_, i) => !columns[i].isPageOnly);

/**
 * Returns the width of each column if the table fits on the terminal, otherwise null. If necessary, first headings above numbers
 * and then texts are broken into lines.
 */
export function fittingWidths(columns: readonly TerminalColumn[]): number[] | null {
  const widths = columns.map(({ heading, texts }) => longest([heading, ...texts]));
  const least = columns.map((column, i) => Math.min(widths[i], leastWidth(column)));
  if (tableWidth(least) > COLUMNS) return null;
  const isTooWide = () => tableWidth(widths) > COLUMNS;
  const spare = (i: number): number => widths[i] - least[i];
  const headings = columns.flatMap(({ align }, i) => (align === 'right' ? [i] : []));
  for (const i of headings.sort((a, b) => spare(b) - spare(a))) if (isTooWide()) widths[i] = least[i];
  while (isTooWide()) {
    const open = widths.map((width, i) => (spare(i) > 0 ? width : 0));
    widths[open.indexOf(Math.max(...open))]--;
  }
  return widths;
}

/** Returns the width of a table with its borders. */
export const tableWidth = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width + 3, 1);

/** Breaks a text into lines of at most `width` characters, inside words if necessary. */
export const brokenInto = (text: string, width: number): string =>
  wrapped(text, width)
    .flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? [''])
    .join('\n');

function terminalColumn(
  { heading, short = heading }: Column,
  align: 'left' | 'right',
  texts: readonly string[],
): TerminalColumn {
  // The mark * is to the right of the numbers, so that they stay aligned.
  const isMarked = align === 'right' && texts.some((text) => text.endsWith('*'));
  const padded = texts.map((text) => (isMarked && !text.endsWith('*') ? `${text} ` : text));
  return { heading: short, align, texts: padded };
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell.replaceAll('\u00a0', ' ');
  if ('answer' in cell) return cell.answer === 'undecided' ? '?' : cell.answer;
  return (cell.short ?? cell.text).replaceAll('\u00a0', ' ');
}

/** Returns the minimum width of a column. Numbers stay on one line; texts and headings may be broken. */
const leastWidth = ({ heading, align, texts }: TerminalColumn): number =>
  align === 'left' ? MIN_TEXT : Math.min(MAX_NUMBER, longest([...heading.split(' '), ...texts]));

const longest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
