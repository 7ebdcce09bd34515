// A table as data. The terminal and the page each have one function that draws tables.

import type { Answer } from '../../experiments/index.ts';

/** A column of a table. */
export interface Column {
  /** Heading of the column on the page. */
  readonly heading: string;
  /** A shorter heading for the terminal; `heading` by default. */
  readonly short?: string;
  /** 'left' by default in the first column, which names the rows, and 'right' in all others. */
  readonly align?: 'left' | 'right';
  /** Whether the column is omitted on the terminal. */
  readonly isPageOnly?: boolean;
}

/** A cell of a table: a text, or the answer to a question (✓ or ✗ on the page). */
export type Cell = string | TextCell | { readonly answer: Answer };

/** A text that differs between terminal and page. */
export interface TextCell {
  readonly text: string;
  /** A shorter text for the terminal. */
  readonly short?: string;
  /** Target of a link on the page, relative to the page. */
  readonly link?: string;
}

/** A row of a table. */
export interface Row {
  /** The cells, one per column. The first one is the name of the row. */
  readonly cells: readonly Cell[];
  /** A remark on the row, below the row and as wide as the table. */
  readonly remark?: string;
}

/** A table with notes below it. */
export interface TextTable {
  /** Title of the table. */
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
