// The documentation of the laws: one page per set, with the mistakes that each law rejects and the counterexample that a
// verifier sees.

import { readFileSync } from 'node:fs';
import {
  checkLaws,
  everySet,
  type LawSet,
  type LawText,
  type SelectImpl,
  selectLaws,
} from '../../src/laws/index.ts';
import { details } from '../../src/laws/report.ts';
import { pinned, type WrongImplementations } from './rejections.ts';
import { everyWrongImplementation } from './wrong-implementations/index.ts';

/** A page, as Typedoc reads it. */
export interface Page {
  /** The name of its file. */
  readonly file: string;
  readonly markdown: string;
}

/** Returns a page per set, and one that lists them, which comes first. */
export async function lawPages(): Promise<Page[]> {
  const pages: Page[] = [];
  for (const set of everySet as readonly LawSet<unknown>[]) {
    const mistakes = everyWrongImplementation.find(
      (some) => some.set === set,
    ) as WrongImplementations<unknown>;
    const laws: string[] = [];
    for (const law of set.laws) laws.push(...(await lawText(law, mistakes)));
    const head = ['---', `title: Laws of ${set.name}`, '---'].join('\n');
    const markdown = [
      head,
      `# Laws of ${set.name}`,
      plain(set.about),
      plain(set.why ?? ''),
      ...laws,
      '',
    ].join('\n\n');
    pages.push({ file: `laws-${set.name.replaceAll(' ', '-')}.md`, markdown });
  }
  const own = await ownCodePage();
  return [indexPage(pages, own), ...pages, own];
}

/** Returns the page that checks an implementation of someone else. */
export async function ownCodePage(): Promise<Page> {
  const source = (name: string) =>
    readFileSync(new URL(`foreign/${name}`, import.meta.url), 'utf8').trimEnd();
  const file = './foreign/threshold.mjs';
  const report = await checkLaws(selectLaws, (await import(file)) as SelectImpl, { seed: 1 });
  const markdown = [
    ['---', 'title: Check your own code', '---'].join('\n'),
    '# Check your own code',
    'A set of laws checks any object that has the methods of its interface. The set `select` is about choosing the k highest ' +
      'scores, and its interface is `SelectImpl`. This implementation, in plain JavaScript, selects by a threshold:',
    `\`\`\`js\n${source('threshold.mjs')}\n\`\`\``,
    'A test for `node:test` checks it. `testLaws` takes the functions `describe` and `it` of any runner: those of vitest and ' +
      'mocha work in the same way, and those of jest in its mode for ECMAScript modules (`NODE_OPTIONS=--experimental-vm-modules`).',
    `\`\`\`js\n${source('threshold.test.mjs')}\n\`\`\``,
    'Without a test runner, `await checkLaws(selectLaws, threshold, { seed: 1 })` returns a report. It shows for each broken law the ' +
      'smallest case that was found: a threshold selects every score that is equal to it, does not reject NaN, and accepts counts ' +
      'that are too large.',
    `\`\`\`text\n${report.text}\n\`\`\``,
    '`propertyOf(law, threshold)` returns one law as a property of fast-check, for your own call of `fc.assert`.',
    '',
  ].join('\n\n');
  return { file: 'laws-your-own-code.md', markdown };
}

function indexPage(pages: readonly Page[], own: Page): Page {
  const count = everySet.reduce((sum, { laws }) => sum + laws.length, 0);
  const rows = everySet.map(
    ({ name, about, laws }, i) => `| [${name}](${pages[i].file}) | ${laws.length} | ${plain(about)} |`,
  );
  const markdown = [
    [
      '---',
      'title: The laws of pruning',
      'children:',
      ...[own, ...pages].map(({ file }) => `  - ./${file}`),
      '---',
    ].join('\n'),
    '# The laws of pruning',
    `${count} laws in ${everySet.length} sets. This package obeys all of them, and each law rejects at least one wrong ` +
      `implementation in the tests. [Check your own code](${own.file}) shows how to use them.`,
    ['| set | laws | subject |', '|---|---|---|', ...rows].join('\n'),
    '',
  ].join('\n\n');
  return { file: 'laws.md', markdown };
}

async function lawText(
  law: LawText,
  { set, implementations: mistakes, rejects }: WrongImplementations<unknown>,
): Promise<string[]> {
  const rejected = rejects[law.name].map((name) => mistakes.find((mistake) => mistake.name === name));
  const known = rejected.filter((mistake) => mistake !== undefined);
  const [typical] = known;
  const report = await checkLaws(set, typical.impl, pinned(law));
  const counterexample = report.outcomes.flatMap((outcome) => details(outcome, report.seed)).slice(1, -1);
  return [
    `## ${capital(law.name)}`,
    `\`${law.formula}\``,
    [
      `- Source: ${plain(law.source)}`,
      law.bound === undefined ? '- Exact' : `- Bounded. ${plain(law.bound)}`,
    ].join('\n'),
    ['| Rejected implementation | Known from |', '|---|---|', ...known.map(row)].join('\n'),
    `The first of them produces this counterexample:`,
    ['```text', ...counterexample.map((line) => line.replace(/^ {6}/, '')), '```'].join('\n'),
  ];
}

const row = ({ name, from }: WrongImplementations<unknown>['implementations'][number]): string =>
  `| ${capital(name)} | ${plain(from)} |`;

const capital = (text: string): string => plain(text.charAt(0).toUpperCase() + text.slice(1));

/** Text that Markdown and HTML leave alone. */
const plain = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replace(/[\\*_[\]|`~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
