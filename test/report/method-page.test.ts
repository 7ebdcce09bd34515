import { describe, expect, test } from 'vitest';
import { estimate } from '../../src/experiments/index.ts';
import { type MethodPageRecord, type MethodPageWords, methodPage } from '../../src/report/index.ts';
import { all, parse, texts } from './svg.ts';

const row = (label: string, values: number[], reference?: number) => {
  const known = values.filter(Number.isFinite);
  return {
    label,
    values,
    ...(reference !== undefined && { reference: { value: reference } }),
    estimate: known.length === 0 ? null : estimate(known),
  };
};

const RECORD: MethodPageRecord = {
  method: 'snip',
  config: {
    sparsity: [0.95],
    dense: false,
    normalize: true,
    rescale: true,
    untrained: false,
    evaluateEvery: 5,
  },
  trials: [
    { seed: 1, error: null, seconds: 1.25 },
    { seed: 2, error: 'loss: <must> stay finite', seconds: null },
    { seed: 3, error: null, seconds: null },
  ],
  figures: [row('95 %', [0.016, 0.018], 0.016), row('99 %', [Number.NaN, Number.NaN])],
};
const WORDS: MethodPageWords = {
  words: { title: 'SNIP', axis: 'Test error', unit: 'fraction' },
  defaults: { dense: true, normalize: true, rescale: false, untrained: false },
  notes: ['Mean of 2 seeds & <more>.'],
  pictures: [{ wide: '<svg><title>drawn</title></svg>', narrow: '<svg><title>small</title></svg>' }],
};
const rows = (html: string, name: string) =>
  all(parse(html, 'text/html'), `[aria-label="${name}"] tr`).map((tr) =>
    texts(tr, 'th, td').map((text) => text.replaceAll('\u00a0', ' ')),
  );

describe('a method’s page', () => {
  test('has every figure: mean, interval, each seed, and the paper’s; a dash where there is none', () => {
    const [head, some, none] = rows(methodPage(RECORD, WORDS), 'Figures');
    expect(head).toEqual(['Test error', 'Mean', '95 % interval', 'Each seed', 'Paper']);
    expect(some).toEqual(['95 %', '1.70 %', '0.43 % to 2.97 %', '1.60 %, 1.80 %', '1.60 %']);
    expect(none).toEqual(['99 %', '–', '–', '–, –', '–']);
  });

  test('calls the reference by its name, and leaves its column out where nothing has one', () => {
    const named = { ...WORDS, words: { ...WORDS.words, reference: 'stable below' } };
    expect(rows(methodPage(RECORD, named), 'Figures')[0].at(-1)).toBe('Stable below');
    const alone = { ...RECORD, figures: [row('95 %', [0.5])] };
    expect(rows(methodPage(alone, named), 'Figures')[0].at(-1)).toBe('Each seed');
  });

  test('numbers have one decimal, or as many as it takes to tell them apart', () => {
    const numbers = { ...WORDS, words: { ...WORDS.words, unit: 'number' as const } };
    const [, figure] = rows(methodPage({ ...RECORD, figures: [row('d', [2, 3])] }, numbers), 'Figures');
    expect(figure.slice(0, 2)).toEqual(['d', '2.5']);
    expect(figure[3]).toBe('2.0, 3.0');
    const close = { ...RECORD, figures: [row('a', [0.93]), row('b', [0.86])] };
    expect(
      rows(methodPage(close, numbers), 'Figures')
        .slice(1)
        .map((cells) => cells[1]),
    ).toEqual(['0.93', '0.86']);
  });

  test('says how each seed ended, escaped', () => {
    const html = methodPage(RECORD, WORDS);
    expect(rows(html, 'Seeds').slice(1)).toEqual([
      ['1', '1.3', 'whole'],
      ['2', '–', 'failed: loss: <must> stay finite'],
      ['3', '–', 'not yet'],
    ]);
    expect(html).not.toContain('<must>');
    expect(html).toContain('Mean of 2 seeds &amp; &lt;more&gt;.');
  });

  test('no line breaks between a number and its unit', () => {
    const html = methodPage(RECORD, { ...WORDS, notes: ['A loss of at most 0.2 %.'] });
    expect(html).toContain('at most 0.2\u00a0%.');
  });

  test('the command to repeat it names a switch only where it differs from its default', () => {
    expect(texts(parse(methodPage(RECORD, WORDS), 'text/html'), 'pre')).toEqual([
      'winning-ticket snip --sparsity 0.95 --no-dense --rescale --evaluate-every 5 --trials 3',
    ]);
  });

  test('stands alone: pictures inside, nothing from elsewhere, no NaN', () => {
    const html = methodPage(RECORD, WORDS);
    expect(texts(parse(html, 'text/html'), 'figure > .wide > svg')).toEqual(['drawn']);
    expect(texts(parse(html, 'text/html'), 'figure > .narrow > svg')).toEqual(['small']);
    expect(texts(parse(html, 'text/html'), 'h2')).toEqual([
      ...['Pictures', 'Figures', 'Seeds', 'Configuration', 'Repeat it'],
    ]);
    expect(html).not.toMatch(/NaN|undefined|Infinity|<script|(src|href)="?https?:/);
  });

  test('nothing measured yet is a page too', () => {
    const html = methodPage({ ...RECORD, figures: [] }, { ...WORDS, notes: [], pictures: [] });
    expect(rows(html, 'Figures')).toEqual([['Test error', 'Mean', '95 % interval', 'Each seed']]);
  });
});
