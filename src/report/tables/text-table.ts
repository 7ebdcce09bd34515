// A table as data. The terminal and the page each draw it with one function.

import type { Answer } from '../../experiments/index.ts';

/** One column. */
export interface Column {
  /** Its heading on the page. */
  readonly heading: string;
  /** A shorter heading for the terminal; `heading` by default. */
  readonly short?: string;
  /** 'left' by default in the first column, which names the rows, and 'right' in all others. */
  readonly align?: 'left' | 'right';
  /** Whether the terminal leaves the column out. */
  readonly isPageOnly?: boolean;
}

/** One cell: a text, or the answer to a question (✓ or ✗ on the page). */
export type Cell = string | TextCell | { readonly answer: Answer };

/** A text with more than one form. */
export interface TextCell {
  readonly text: string;
  /** A shorter text for the terminal. */
  readonly short?: string;
  /** Address of a link on the page, relative to it. */
  readonly link?: string;
}

/** One row. */
export interface Row {
  /** One cell per column. The first one names the row. */
  readonly cells: readonly Cell[];
  /** A remark on the row, below it and as wide as the table. */
  readonly remark?: string;
}

/** A table with notes below it. */
export interface TextTable {
  /** What the table shows. */
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** Returns the alignment of the column with this index. */
export const alignment = ({ align }: Column, index: number): 'left' | 'right' =>
  align ?? (index === 0 ? 'left' : 'right');

/** Returns rows without remarks. */
export const rowsOfCells = (rows: readonly (readonly Cell[])[]): Row[] => rows.map((cells) => ({ cells }));
