import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inBothSizes } from '../../src/report/index.ts';
import { type Block, quiet } from '../../src/report/reports/contents.ts';
import { reportOf } from '../../src/report/reports/report.ts';
import { PICTURES } from '../report/example-plots.ts';
import { TABLES } from '../report/tables/every-table.ts';
import { launch } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const file = join(folder, 'report.html');
let browser: Browser;
beforeAll(async () => {
  const pictures = new Map(PICTURES.map(([name, draw]) => [name, inBothSizes(draw)]));
  const tables = TABLES.map(([, table]): Block => ({ kind: 'table', table }));
  const code: Block = { kind: 'code', code: `winning-ticket find --data ${'a-long-folder/'.repeat(9)}` };
  const result = [...tables, code, ...quiet([`A ${'long'.repeat(30)} word.`])];
  const origin = { options: [['data', 'folder/'.repeat(30)]], command: 'winning-ticket find' } as const;
  writeFileSync(file, reportOf({ title: 'All', result, sections: [] }, pictures, origin).page);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** What an expression is worth on the page of a reader with this screen and mode. */
async function onPage(width: number, colorScheme: 'light' | 'dark', expression: string): Promise<unknown> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.goto(pathToFileURL(file).href);
  const value = await page.evaluate(expression);
  await page.close();
  return value;
}

const SHOWN = `[...document.querySelectorAll('figure svg')].filter((svg) => svg.getClientRects().length > 0)`;

/** Texts of the pictures shown that reach beyond their picture's edges. */
const CUT = `${SHOWN}.flatMap((svg) => {
  const { left, right, bottom } = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter((text) => {
    const box = text.getBoundingClientRect();
    return text.textContent !== '' && (box.left < left || box.right > right || box.bottom > bottom);
  }).map((text) => text.textContent);
})`;

describe.each([390, 1100])('a page on a screen of %i pixels', (width) => {
  test('needs no horizontal scrolling, nor does any part of it', async () => {
    const wide = `[...document.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth || one.scrollWidth > innerWidth).map((one) => one.outerHTML.slice(0, 80))`;
    expect(await onPage(width, 'light', wide)).toEqual([]);
  });

  test('shows every picture once, without a text that is cut off', async () => {
    expect(await onPage(width, 'light', `${SHOWN}.length`)).toBe(PICTURES.length);
    expect(await onPage(width, 'light', CUT)).toEqual([]);
  });

  test.each([
    ['light', 'rgb(255, 255, 255)', 'rgb(34, 34, 34)'],
    ['dark', 'rgb(23, 25, 28)', 'rgb(232, 232, 232)'],
  ] as const)('follows %s mode, its pictures too', async (mode, paper, ink) => {
    const colors = `[getComputedStyle(document.body), ...${SHOWN}.slice(0, 1).map((svg) => getComputedStyle(svg.querySelector('rect')))].map(({ backgroundColor, fill }, i) => (i === 0 ? backgroundColor : fill))`;
    expect(await onPage(width, mode, colors)).toEqual([paper, paper]);
    const text = `${SHOWN}.slice(0, 1).map((svg) => getComputedStyle(svg.querySelector('text')).fill)`;
    expect(await onPage(width, mode, text)).toEqual([ink]);
  });
});
