import { html, type Markup } from '../markup.ts';
import { figures, pageFrame } from '../page-frame.ts';
import { pageTable } from '../tables/page-table.ts';
import { keptTogether } from '../wrap.ts';
import type { Block, Contents, Section } from './contents.ts';

/** Draws a report as a page: an HTML file that needs nothing else. The result stands below its title. */
export const pageText = ({ title, result, sections }: Contents): string =>
  pageFrame(title, lines(result.map(markupOf)), lines(sections.map(sectionOf)));

const sectionOf = ({ title, blocks }: Section): Markup =>
  html`<section>\n<h2>${title}</h2>\n${lines(blocks.map(markupOf))}</section>`;

function markupOf(block: Block): Markup {
  switch (block.kind) {
    case 'text':
      return block.look === undefined
        ? html`<p>${keptTogether(block.text)}</p>`
        : html`<p class="${block.look}">${keptTogether(block.text)}</p>`;
    case 'table':
      return pageTable(block.table);
    case 'code':
      return html`<pre><code>${block.code}</code></pre>`;
    case 'pictures':
      return figures(block.pictures);
  }
}

const lines = (parts: readonly Markup[]): Markup => html`${parts.map((part) => html`${part}\n`)}`;
