import { terminalTable } from '../tables/terminal-table.ts';
import { wrapped } from '../wrap.ts';
import type { Block, Contents } from './contents.ts';

/** Draws a report for the terminal: its sections, then the result. */
export function terminalText({ result, sections }: Contents): string {
  const parts = [...sections.filter(({ isPageOnly }) => !isPageOnly).map(({ blocks }) => blocks), result];
  return parts
    .map((blocks) => blocks.map(textOf).join('\n'))
    .filter((part) => part !== '')
    .join('\n\n');
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return wrapped(block.text).join('\n');
    case 'table':
      return terminalTable(block.table);
    case 'code':
      return block.code;
    case 'pictures':
      return '';
  }
}
