import { expect, test } from 'vitest';
import { fixed, percent, shortPercent, whole } from '../../src/report/format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  [1, '100 %'],
  [0.5128, '51 %'],
  [0.1083, '11 %'],
  [0.0996, '10 %'],
  [0.0994, '9.9 %'],
  [0.0358, '3.6 %'],
  [0.00996, '1.0 %'],
  [0.005, '0.50 %'],
  [Number.NaN, '–'],
])('a density of %s reads %s', (value, text) => {
  expect(plain(shortPercent(value))).toBe(text);
});

test('accuracies have two decimals, and unknown ones are shown as a dash', () => {
  expect([0.97853, 0, 1, Number.NaN].map((value) => plain(percent(value)))).toEqual([
    '97.85 %',
    '0.00 %',
    '100.00 %',
    '–',
  ]);
});

test('integers are in groups of three', () => {
  expect([0, 999, 1000, 266_200, 12_345_678, Number.POSITIVE_INFINITY].map((value) => whole(value))).toEqual([
    '0',
    '999',
    '1,000',
    '266,200',
    '12,345,678',
    '–',
  ]);
});

test('negative numbers have a minus sign', () => {
  expect([fixed(-1.25, 2), percent(-0.25), whole(0)].map(plain)).toEqual(['−1.25', '−25.00 %', '0']);
});

test('decimals are fixed', () => {
  expect([fixed(10), fixed(2.345, 2), fixed(Number.NaN)]).toEqual(['10.0', '2.35', '–']);
});
