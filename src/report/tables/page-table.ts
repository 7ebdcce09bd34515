// Draws tables for the page.

import type { Answer } from '../../experiments/index.ts';
import { html, type Markup, raw } from '../markup.ts';
import { quietTexts } from '../page-frame.ts';
import { keptTogether } from '../wrap.ts';
import { alignment, type Cell, type Column, type Row, type TextTable } from './text-table.ts';

/**
 * Draws a table as HTML, with its notes below. On a phone, or if the table is too wide for the page, each row of a table with
 * more than two columns is a block of lines, in which every value follows its heading.
 */
export function pageTable({ title, columns, rows, notes }: TextTable): Markup {
  const heads = columns.map((column, i) => html`<th scope="col"${sideOf(column, i)}>${column.heading}</th>`);
  return html`<div role="region" aria-label="${title}">
<table class="${columns.length === 2 ? 'words' : isWide(columns, rows) ? 'values many' : 'values'}">
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((row) => tableRow(row, columns))}</tbody></table></div>
${quietTexts(notes)}`;
}

/** Estimated number of characters that fit on a line of the page. */
const PAGE_COLUMNS = 100;

/** Returns whether the columns do not fit on the page, even with headings and texts in several lines. */
function isWide(columns: readonly Column[], rows: readonly Row[]): boolean {
  const widths = columns.map((column, i) => {
    const cells = rows.map((row) => plainText(row.cells[i]));
    const words = [column.heading, ...cells].flatMap((text) => keptTogether(text).split(' '));
    return Math.max(...words.map(({ length }) => length));
  });
  return widths.reduce((sum, width) => sum + width + 2, 0) > PAGE_COLUMNS;
}

const plainText = (cell: Cell): string =>
  typeof cell === 'string' ? cell : 'answer' in cell ? cell.answer : cell.text;

function tableRow({ cells: [name, ...values], remark }: Row, columns: readonly Column[]): Markup {
  const data = values.map(
    (cell, i) =>
      html`<td data-head="${columns[i + 1].heading}"${sideOf(columns[i + 1], i + 1)}>${cellOf(cell)}</td>`,
  );
  const more =
    remark === undefined
      ? null
      : html`<tr class="remark"><td colspan="${columns.length}">${keptTogether(remark)}</td></tr>\n`;
  return html`<tr><th scope="row">${cellOf(name)}</th>${data}</tr>\n${more}`;
}

/** Returns the class of cells whose alignment differs from the style sheet. */
const sideOf = (column: Column, index: number): Markup | null =>
  index > 0 && alignment(column, index) === 'left' ? raw(' class="left"') : null;

function cellOf(cell: Cell): Markup {
  if (typeof cell === 'string') return html`${keptTogether(cell)}`;
  if ('answer' in cell) return answerMark(cell.answer);
  const text = keptTogether(cell.text);
  return cell.link === undefined ? html`${text}` : html`<a href="${cell.link}">${text}</a>`;
}

/** Returns an answer, marked by a symbol and a color. */
const answerMark = (answer: Answer): Markup =>
  answer === 'undecided'
    ? html`? ${answer}`
    : html`<span class="${answer}">${answer === 'yes' ? '✓ yes' : '✗ no'}</span>`;
