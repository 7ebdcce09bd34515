import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResultTable } from '../../../src/experiments/index.ts';
import { valuesCsv } from '../../../src/report/index.ts';

const table = (rows: ResultTable['rows'], axis = 'Test error'): ResultTable => ({
  ...{ title: 'Errors', axis, unit: 'fraction', rows },
});

/** Reads CSV back, after the grammar of RFC 4180. */
function parsed(csv: string): string[][] {
  const fields = csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g);
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of fields) {
    rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('figuresCsv has one row per label, one column per seed, and all digits', () => {
  const rows = [
    { label: '95 %', values: [0.016, 1 / 3] },
    { label: '99 %', values: [Number.NaN, 1e-7] },
  ];
  expect(valuesCsv(table(rows), [5, 6])).toBe(
    'Test error,seed 5,seed 6\r\n95 %,0.016,0.3333333333333333\r\n99 %,,1e-7\r\n',
  );
});

test('figuresCsv numbers values of unknown seeds, and leaves missing ones empty', () => {
  const rows = [
    { label: 'a', values: [1] },
    { label: 'b', values: [1, 2] },
  ];
  expect(valuesCsv(table(rows))).toBe('Test error,value 1,value 2\r\na,1,\r\nb,1,2\r\n');
  expect(valuesCsv(table([]))).toBe('Test error\r\n');
});

test('figuresCsv quotes commas, quotes and line breaks', () => {
  const rows = [{ label: 'a "b", c\nd', values: [1] }];
  expect(valuesCsv(table(rows, 'x,y'), [1])).toBe('"x,y",seed 1\r\n"a ""b"", c\nd",1\r\n');
});

test('a reader of CSV gets every label and value back', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          label: fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '%') }),
          values: fc.array(fc.double({ noDefaultInfinity: true, noNaN: true }), {
            minLength: 2,
            maxLength: 2,
          }),
        }),
      ),
      (rows) => {
        const [, ...read] = parsed(valuesCsv(table(rows)));
        expect(read.map(([label]) => label)).toEqual(rows.map(({ label }) => label));
        expect(read.map(([, ...values]) => values.map(Number))).toEqual(
          rows.map(({ values }) => values.map((value) => value + 0)),
        );
      },
    ),
  ));
