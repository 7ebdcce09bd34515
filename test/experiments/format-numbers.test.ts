import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  enoughDecimals,
  exactPercent,
  grouped,
  namedPercents,
  percents,
  shortPercent,
  signedAlike,
} from '../../src/experiments/format-numbers.ts';

describe('enoughDecimals', () => {
  test('is the least number of decimals if all values look unequal with it', () => {
    expect(enoughDecimals([97.41, 97.66], 2)).toBe(2);
    expect(enoughDecimals([], 1)).toBe(1);
    expect(enoughDecimals([Number.NaN, Number.POSITIVE_INFINITY, 3], 0)).toBe(0);
  });

  test('grows until unequal values look unequal', () => {
    expect(enoughDecimals([0.93, 0.86], 1)).toBe(2);
    expect(enoughDecimals([200, 200.4], 0)).toBe(1);
    expect(enoughDecimals([88.2, 88.1998, 3], 2)).toBe(4);
  });

  test('ignores rounding errors', () => {
    expect(enoughDecimals([0.3, 0.1 + 0.2], 1)).toBe(1);
  });

  test('keeps values unequal as text that differ by at least a millionth', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000_000, max: 5_000_000 })), (millionths) => {
        const values = [...new Set(millionths)].map((value) => value / 1e6);
        const decimals = enoughDecimals(values, 0);
        expect(new Set(values.map((value) => Number(value.toFixed(decimals)))).size).toBe(values.length);
      }),
    ));
});

test('percents gives all fractions the same number of decimals', () => {
  expect(percents([0.97661, 0.97664, Number.NaN])).toEqual(['97.661 %', '97.664 %', '–']);
  expect(percents([0.5, 0.25], 0)).toEqual(['50 %', '25 %']);
});

test('namedPercents puts names before their fractions', () => {
  expect(
    namedPercents([
      ['dense', 0.97],
      ['ticket', 0.970_04],
    ]),
  ).toBe('dense 97.000 %  ticket 97.004 %');
});

test('signedAlike tells a mean from its limit', () => {
  expect(signedAlike([-0.2, -0.204], 2)).toEqual(['−0.200', '−0.204']);
  expect(signedAlike([0, 1200], 0)).toEqual(['+0', '+1,200']);
});

test.each([
  [0.002, '0.2 %'],
  [0.0005, '0.05 %'],
  [0.999, '99.9 %'],
  [0.07, '7 %'],
])('exactPercent shows %s as %s', (fraction, text) => {
  expect(exactPercent(fraction)).toBe(text);
});

test.each([
  [0.000_144, '0.014 %'],
  [0.000_1, '0.010 %'],
  [0, '0 %'],
])('shortPercent shows %s with two significant digits', (fraction, text) => {
  expect(shortPercent(fraction)).toBe(text);
});

test('grouped groups the digits before the point only', () => {
  expect(grouped(1234.5678, 4)).toBe('1,234.5678');
});
