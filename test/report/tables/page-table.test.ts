import { describe, expect, test } from 'vitest';
import { all, texts } from '../svg.ts';
import { onPage, pageCells, tableOf } from './drawn.ts';

const EVIL = `"><script>alert('1')</script>&amp;`;

describe('a table on the page', () => {
  test('is named, and its first column has the headers of its rows', () => {
    const root = onPage(tableOf(['Network', 'Weights', 'Test'], ['dense', '1', '2 %']));
    expect(root.querySelector('[role="region"]')?.getAttribute('aria-label')).toBe('A table');
    expect(texts(root, 'thead th[scope="col"]')).toEqual(['Network', 'Weights', 'Test']);
    expect(texts(root, 'tbody th[scope="row"]')).toEqual(['dense']);
    expect(all(root, 'td').map((cell) => cell.getAttribute('data-head'))).toEqual(['Weights', 'Test']);
  });

  test('marks answers by symbol, word and color', () => {
    const cells = (['yes', 'no', 'undecided'] as const).map((answer) => [answer, { answer }] as const);
    const table = tableOf(['a', 'b'], ...cells);
    expect(pageCells(table).map(([, mark]) => mark)).toEqual(['✓ yes', '✗ no', '? undecided']);
    expect(texts(onPage(table), 'td .yes, td .no')).toEqual(['✓ yes', '✗ no']);
  });

  test('escapes every text: title, headings, cells, links, remarks and notes', () => {
    const root = onPage({
      title: EVIL,
      columns: [{ heading: EVIL }, { heading: EVIL, align: 'left' }],
      rows: [{ cells: [{ text: EVIL, link: EVIL }, EVIL], remark: EVIL }],
      notes: [EVIL],
    });
    expect(all(root, 'script')).toEqual([]);
    expect(texts(root, 'th, td, .quiet')).toEqual([EVIL, EVIL, EVIL, EVIL, EVIL, EVIL]);
    expect(root.querySelector('a')?.getAttribute('href')).toBe(EVIL);
    expect(root.querySelector('[role="region"]')?.getAttribute('aria-label')).toBe(EVIL);
  });

  test('breaks no line between a number and its unit', () => {
    const [cell] = texts(onPage(tableOf(['a', 'b'], ['c', '97.20 % ± 0.10 %'])), 'td');
    expect(cell).toBe('97.20\u00a0%\u00a0±\u00a00.10\u00a0%');
  });

  test('shows the remark on a row below it, as wide as the table', () => {
    const table = tableOf(['a', 'b'], ['c', 'd']);
    const root = onPage({ ...table, rows: [{ ...table.rows[0], remark: 'Nothing is left.' }] });
    expect(texts(root, 'tbody tr')).toEqual(['cd', 'Nothing is left.']);
    expect(root.querySelector('.remark td')?.getAttribute('colspan')).toBe('2');
  });

  test('is in blocks on every screen if its columns do not fit side by side', () => {
    const names = Array.from({ length: 14 }, (_, i) => `heading-${i}`);
    const style = (headings: readonly string[]) =>
      onPage(tableOf(headings, headings)).querySelector('table')?.getAttribute('class');
    expect(style(names.slice(0, 8))).toBe('values');
    expect(style(names)).toBe('values many');
    expect(style(['Option', 'x'.repeat(200)])).toBe('words');
  });
});
