import { describe, expect, test } from 'vitest';
import type { ResultTable, Summary } from '../../src/experiments/index.ts';
import { type SummaryOrigin, summaryReport } from '../../src/report/index.ts';
import { all, parse, texts } from './svg.ts';

const TABLE: ResultTable = {
  ...{ title: 'SNIP', axis: 'Test error', unit: 'fraction' },
  rows: [
    { label: '95 %', values: [0.016, 0.018], reference: { value: 0.016 } },
    { label: '99 %', values: [Number.NaN, Number.NaN] },
  ],
};
const SUMMARY: Summary = { line: '', table: TABLE, plots: [], notes: ['Mean of 2 seeds & <more>.'] };
const ORIGIN: SummaryOrigin = {
  options: [['sparsity', '0.95']],
  command: 'winning-ticket snip --sparsity 0.95 --trials 3',
  seeds: [
    { seed: 1, error: null, seconds: 1.25 },
    { seed: 2, error: 'loss: <must> stay finite', seconds: null },
    { seed: 3, error: null, seconds: null },
  ],
};
const report = (change: Partial<Summary> = {}) => summaryReport({ ...SUMMARY, ...change }, ORIGIN);
const rows = (html: string, name: string) =>
  all(parse(html, 'text/html'), `[aria-label="${name}"] tr`).map((tr) =>
    texts(tr, 'th, td').map((text) => text.replaceAll('\u00a0', ' ')),
  );
const results = (change: Partial<ResultTable>) =>
  rows(report({ table: { ...TABLE, ...change } }).page, 'Results');

describe('the report of an experiment', () => {
  test('has every result: mean, interval, each seed, and the paper’s; a dash where there is none', () => {
    const [head, some, none] = results({});
    expect(head).toEqual([
      ...['Test error', 'Mean ± standard deviation', '95 % interval', 'Each seed', 'Seeds', 'Paper'],
    ]);
    expect(some).toEqual([...['95 %', '1.70 ± 0.14 %', '0.43 % to 2.97 %', '1.60 %, 1.80 %', '2', '1.60 %']]);
    expect(none).toEqual(['99 %', '–', '–', '–, –', '0', '–']);
  });

  test('names the reference, and leaves its column out if no row has one', () => {
    expect(results({ reference: 'stable below' })[0].at(-1)).toBe('Stable below');
    expect(results({ rows: [{ label: '95 %', values: [0.5] }] })[0].at(-1)).toBe('Seeds');
  });

  test('shows numbers with one decimal, or as many as it takes to tell them apart', () => {
    const [, first] = results({ unit: 'number', rows: [{ label: 'd', values: [2, 3] }] });
    expect([first[1], first[3]]).toEqual(['2.5 ± 0.7', '2.0, 3.0']);
    const close = [
      { label: 'a', values: [0.93] },
      { label: 'b', values: [0.86] },
    ];
    const [, ...shown] = results({ unit: 'number', rows: close });
    expect(shown.map((cells) => cells[1])).toEqual(['0.93', '0.86']);
  });

  test('states how each seed ended, on the page and on the terminal, escaped', () => {
    const { page, words } = report();
    expect(rows(page, 'Seeds').slice(1)).toEqual([
      ['1', '1.3', 'finished'],
      ['2', '–', 'failed'],
      ['3', '–', 'not finished'],
    ]);
    for (const text of ['Seed 2 failed: loss: <must> stay finite', 'the 1 of 3 seeds that finished'])
      for (const shown of [texts(parse(page, 'text/html'), 'p').join(' '), words])
        expect(shown).toContain(text);
    expect(page).not.toContain('<must>');
    expect(page).toContain('Mean of 2 seeds &amp; &lt;more&gt;.');
  });

  test('breaks no line between a number and its unit', () => {
    const { page, words } = report({ notes: [`${'x'.repeat(61)} a loss of at most 0.2 %.`] });
    expect(page).toContain('at most 0.2\u00a0%.');
    expect(words).toContain('\n0.2 %.');
  });

  test('has further tables of texts, with their notes', () => {
    const details = [
      {
        ...{ title: 'Aspects', headings: ['Aspect', 'One', 'Other'], note: 'Means.' },
        rows: [['accuracy', '98 %', '97 %']],
      },
    ];
    const { page, words } = report({ details });
    expect(rows(page, 'Aspects')).toEqual([
      ['Aspect', 'One', 'Other'],
      ['accuracy', '98 %', '97 %'],
    ]);
    expect(words).toMatch(/│ accuracy │ 98 % │ +97 % │\n└.*┘\nMeans\.\n/);
  });

  test('stands alone: pictures inside, nothing from elsewhere, no NaN', () => {
    const { page, pictures, words } = report();
    expect([...pictures.keys()]).toEqual(['figures.svg']);
    expect(all(parse(page, 'text/html'), 'figure > div > svg')).toHaveLength(2);
    expect(texts(parse(page, 'text/html'), 'h2')).toEqual([
      ...['Pictures', 'Results', 'Seeds', 'Configuration', 'Repeat it'],
    ]);
    expect(texts(parse(page, 'text/html'), 'pre')).toEqual([ORIGIN.command]);
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /NaN|undefined|Infinity|<script|(src|href)=/,
    );
    expect(words).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('can be made before anything is measured', () => {
    const { page, words } = report({ table: { ...TABLE, rows: [] }, notes: [] });
    expect(rows(page, 'Results')).toHaveLength(1);
    expect(words).toContain('│ Test error │ mean ± std │ seeds │');
  });
});
