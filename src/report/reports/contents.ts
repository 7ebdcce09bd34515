// A report as data: texts, tables and plots. The terminal shows its texts and tables, and the page shows everything.

import type { Picture } from '../layout.ts';
import type { TextTable } from '../tables/text-table.ts';

/** A part of a report. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly look?: 'lead' | 'quiet' | 'caveat' }
  | { readonly kind: 'table'; readonly table: TextTable }
  /** A text to copy, such as a command. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[] };

/** Blocks under a common heading. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Whether the terminal leaves the section out. */
  readonly isPageOnly?: boolean;
}

/** The content of a report. */
export interface Contents {
  readonly title: string;
  /** The result, which is first on the page and last on the terminal. */
  readonly result: readonly Block[];
  readonly sections: readonly Section[];
}

/** Returns explanations in a muted color. */
export const quiet = (texts: readonly string[]): Block[] =>
  texts.map((text) => ({ kind: 'text', text, look: 'quiet' }));
