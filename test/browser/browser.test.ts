import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOfThisNode, DIST } from '../runtimes/runtimes.ts';
import { launch } from './chromium.ts';
import { type Site, serve } from './serve.ts';

const PROGRAM = new URL('../runtimes/', import.meta.url);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

describe.each([
  ['an ordinary page', false],
  ['a cross-origin isolated page', true],
])('in Chromium, %s', (_, isolated) => {
  let site: Site;
  beforeAll(async () => {
    site = await serve({ '/dist/': DIST, '/program/': PROGRAM }, isolated);
  });
  afterAll(() => site?.close());

  /** What an expression is worth in a fresh page; any error the page reports fails the test. */
  async function inPage(expression: string): Promise<unknown> {
    const page = await browser.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(site.url);
    const value = await page.evaluate(expression);
    await page.close();
    expect(errors).toEqual([]);
    return value;
  }

  test('has shared memory only when isolated', async () => {
    expect(await inPage('globalThis.crossOriginIsolated')).toBe(isolated);
  });

  test('finds the ticket that Node finds', async () => {
    const program = "import('/program/program.mjs').then(({ digest }) => digest('/dist/index.js'))";
    expect(await inPage(program)).toBe((await answerOfThisNode()).digest);
  });

  test('loads the embedded pruner alone', async () => {
    expect(await inPage("import('/dist/pruning.js').then((m) => typeof m.LotteryTicketPruner)")).toBe(
      'function',
    );
  });
});
