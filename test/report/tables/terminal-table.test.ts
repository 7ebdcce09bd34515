import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextTable } from '../../../src/report/tables/text-table.ts';
import { tableOf, terminalCells, terminalLines } from './drawn.ts';

const longest = (lines: readonly string[]): number => Math.max(...lines.map(({ length }) => length));

describe('a table on the terminal', () => {
  test('has a row per line; the first column is aligned left, all others right', () => {
    expect(terminalLines(tableOf(['network', 'weights'], ['dense', '266,200'], ['round 10', '7']))).toEqual([
      '┌──────────┬─────────┐',
      '│ network  │ weights │',
      '├──────────┼─────────┤',
      '│ dense    │ 266,200 │',
      '│ round 10 │       7 │',
      '└──────────┴─────────┘',
    ]);
  });

  test('marks answers by a word or a question mark', () => {
    const cells = (['yes', 'no', 'undecided'] as const).map((answer) => [answer, { answer }] as const);
    expect(terminalCells(tableOf(['a', 'b'], ...cells)).map(([, mark]) => mark)).toEqual(['yes', 'no', '?']);
  });

  test('keeps numbers aligned beside marked ones', () => {
    const lines = terminalLines(tableOf(['a', 'stop'], ['b', '300*'], ['c', '20']));
    expect(lines.slice(3, 5)).toEqual(['│ b │ 300* │', '│ c │  20  │']);
  });

  test('wraps a long name inside its column', () => {
    const name = 'reinitialise+sign+freeze at round 12 of a very long search in a data set of images';
    const lines = terminalLines(tableOf(['network', 'weights', 'test'], [name, '9,999,999', '97.66 %']));
    expect(longest(lines)).toBeLessThanOrEqual(80);
    expect(lines[3]).toMatch(/│ reinitialise\+sign\+freeze .* │ 9,999,999 │ 97\.66 % │/);
    expect(
      lines
        .slice(3, -1)
        .map((line) => line.slice(2).split(' │')[0].trim())
        .join(' '),
    ).toBe(name);
  });

  test('breaks a word that is longer than its column', () => {
    const word = 'layers.0.weight'.repeat(12);
    const lines = terminalLines(tableOf(['layer', 'weights'], [word, '7']));
    expect(longest(lines)).toBeLessThanOrEqual(80);
    const shown = lines.slice(3, -1).map((line) => line.split('│')[1].trim());
    expect(shown.join('')).toBe(word);
  });

  test('spreads columns that do not fit over several tables, each with the first column', () => {
    const names = Array.from({ length: 12 }, (_, i) => `column-${i}`);
    const lines = terminalLines(tableOf(['seed', ...names], ['1', ...names.map(() => '1,234,567')]));
    expect(longest(lines)).toBeLessThanOrEqual(80);
    const heads = lines.filter((line) => line.startsWith('│ seed'));
    expect(heads).toHaveLength(2);
    expect(heads.join(' ').match(/column-\d+/g)).toEqual(names);
    expect(lines.join(' ').match(/1,234,567/g)).toHaveLength(12);
  });

  test('shows the remark on a row below it, as wide as the table, once', () => {
    const table = tableOf(['network', 'weights'], ['dense', '1'], ['round 1', '0']);
    const remark = `${'fc1.weight and '.repeat(9)}fc2.weight have no weights left`;
    const [first, second] = table.rows;
    const lines = terminalLines({ ...table, rows: [first, { ...second, remark }] });
    expect(longest(lines)).toBeLessThanOrEqual(80);
    const shown = lines.filter((line) => line.startsWith('│   '));
    expect(shown.map((line) => line.slice(1, -1).trim()).join(' ')).toBe(remark);
    expect(lines.indexOf(shown[0])).toBe(5);
  });

  test('fits 80 columns, and shows every text, whatever it holds', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '1', ' ', '%', '-', '±'), maxLength: 39 }), {
          minLength: 2,
          maxLength: 14,
        }),
        fc.string({ unit: fc.constantFrom('x', 'y', ' '), maxLength: 200 }),
        (cells, remark) => {
          const table: TextTable = {
            ...tableOf(cells.map((_, i) => `heading ${i}`)),
            rows: [{ cells, remark }],
          };
          const lines = terminalLines(table);
          expect(longest(lines)).toBeLessThanOrEqual(80);
          const ink = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
          const rows = lines.filter((line) => line.startsWith('│') && !line.includes('heading'));
          for (const text of [...cells.slice(1), remark])
            for (const sign of new Set(ink(text))) expect(ink(rows.join(''))).toContain(sign);
        },
      ),
      { numRuns: 60 },
    ));
});
