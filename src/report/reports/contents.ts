// A report as data: texts, tables and pictures. The terminal shows its texts and tables, and the page shows all of it.

import type { Picture } from '../layout.ts';
import type { TextTable } from '../tables/text-table.ts';

/** A part of a report. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly look?: 'lead' | 'quiet' | 'caveat' }
  | { readonly kind: 'table'; readonly table: TextTable }
  /** A text that is copied, such as a command. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[] };

/** Blocks under their own heading. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Whether the terminal leaves the section out. */
  readonly isPageOnly?: boolean;
}

/** Everything that a report says. */
export interface Contents {
  readonly title: string;
  /** The result: first on the page, last on the terminal. */
  readonly result: readonly Block[];
  readonly sections: readonly Section[];
}

/** Explanations in a quiet color. */
export const quiet = (texts: readonly string[]): Block[] =>
  texts.map((text) => ({ kind: 'text', text, look: 'quiet' }));
