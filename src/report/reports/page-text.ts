import { html, type Markup } from '../markup.ts';
import { pageFigures, pageFrame } from '../page-frame.ts';
import { pageTable } from '../tables/page-table.ts';
import { keptTogether } from '../wrap.ts';
import type { Block, Contents, Section } from './contents.ts';

/** Draws a report as a self-contained HTML page. The result is below the title. */
export const pageText = ({ title, result, sections }: Contents): string =>
  pageFrame(title, lines(result.map(markupOf)), lines(sections.map(sectionOf)));

const sectionOf = ({ title, blocks }: Section): Markup =>
  html`<section>\n<h2>${title}</h2>\n${lines(blocks.map(markupOf))}</section>`;

function markupOf(block: Block): Markup {
  switch (block.kind) {
    case 'text':
      return block.look === undefined
        ? html`<p>${prose(block.text)}</p>`
        : html`<p class="${block.look}">${prose(block.text)}</p>`;
    case 'table':
      return pageTable(block.table);
    case 'code':
      return html`<pre><code>${unbroken(block.code)}</code></pre>`;
    case 'pictures':
      return pageFigures(block.pictures);
  }
}

/** Returns a text in which command-line options are marked as code. */
const prose = (text: string): Markup[] =>
  keptTogether(text)
    .split(/(--[a-z][a-z-]*(?: \d+)?)/)
    .map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code class="option">${part}</code>`));

/** Returns a text that browsers break at spaces, and at hyphens only in words that are longer than a line. */
const unbroken = (text: string): Markup[] =>
  text.split(/( )/).map((part) => (part === ' ' ? html` ` : html`<span>${part}</span>`));

const lines = (parts: readonly Markup[]): Markup => html`${parts.map((part) => html`${part}\n`)}`;
