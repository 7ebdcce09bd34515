// The documentation of the laws: one page per set, with the mistakes that each law rejects and the counterexample that a
// verifier sees.

import { checkLaws, everySet, type LawSet, type LawText } from '../../src/laws/index.ts';
import { details } from '../../src/laws/report.ts';
import { everyMistake } from './mistakes/index.ts';
import { type Mistakes, pinned } from './rejections.ts';

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
    const mistakes = everyMistake.find((some) => some.set === set) as Mistakes<unknown>;
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
  return [indexPage(pages), ...pages];
}

function indexPage(pages: readonly Page[]): Page {
  const count = everySet.reduce((sum, { laws }) => sum + laws.length, 0);
  const rows = everySet.map(
    ({ name, about, laws }, i) => `| [${name}](${pages[i].file}) | ${laws.length} | ${plain(about)} |`,
  );
  const markdown = [
    [
      '---',
      'title: The laws of pruning',
      'children:',
      ...pages.map(({ file }) => `  - ./${file}`),
      '---',
    ].join('\n'),
    '# The laws of pruning',
    `${count} laws in ${everySet.length} sets. This package obeys all of them, and each law rejects at least one wrong ` +
      'implementation in the tests. `checkLaws` checks any implementation.',
    ['| set | laws | subject |', '|---|---|---|', ...rows].join('\n'),
    '',
  ].join('\n\n');
  return { file: 'laws.md', markdown };
}

async function lawText(law: LawText, { set, mistakes, rejects }: Mistakes<unknown>): Promise<string[]> {
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
      `- ${law.exactness === 'exact' ? 'Exact' : `Bounded. ${plain(law.exactness.bound)}`}`,
    ].join('\n'),
    ['| Rejected implementation | Known from |', '|---|---|', ...known.map(row)].join('\n'),
    `The first of them produces this counterexample:`,
    ['```text', ...counterexample.map((line) => line.replace(/^ {6}/, '')), '```'].join('\n'),
  ];
}

const row = ({ name, from }: Mistakes<unknown>['mistakes'][number]): string =>
  `| ${capital(name)} | ${capital(from)} |`;

const capital = (text: string): string => plain(text.charAt(0).toUpperCase() + text.slice(1));

/** Text that Markdown and HTML leave alone. */
const plain = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replace(/[\\*_[\]|`~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
