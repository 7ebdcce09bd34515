import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  controlNames,
  hiddenSizes,
  listOf,
  numberBetween,
  numberFromZero,
  numberUpTo,
  rewindStrategy,
  rewindText,
  trialCount,
  wholeFrom,
} from '../../src/cli/parse.ts';
import { remainingCount } from '../../src/pruning/schedule.ts';

const refuses = (parse: (text: string) => unknown, texts: readonly string[]) => {
  for (const text of texts) expect(() => parse(text), text).toThrow(InvalidArgumentError);
};

const NONSENSE = [
  '',
  ' ',
  '%',
  'abc',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '1 2',
  '1,5',
  '0x1',
  '1n',
  '--1',
  '1e',
  '.',
  '.%',
  '1.2.3',
  '1e1.5',
  '1e99999999999999999999999999%',
  '½',
];

describe('numbers', () => {
  test('a fraction is written as a number or in percent', () => {
    const parse = numberBetween(0, 1);
    expect(['0.9', '90%', '.5', '5e-1', '12.5%'].map(parse)).toEqual([0.9, 0.9, 0.5, 0.5, 0.125]);
    refuses(parse, [...NONSENSE, '0', '1', '1.5', '-0.1', '100%', '0%', '90%%', '90 percent']);
  });

  test.each([
    ['99.9%', 0.999],
    ['7%', 0.07],
    ['14%', 0.14],
    ['.5%', 0.005],
    ['5.%', 0.05],
    ['1e1%', 0.1],
    ['9990e-2%', 0.999],
    ['0.0000000000000000000000000000001%', 1e-33],
  ])('%s is exactly %d', (text, expected) => {
    expect(numberBetween(0, 1)(text)).toBe(expected);
  });

  test('a percentage is the same number as the decimal fraction with the point moved', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (millionths) => {
        const digits = String(millionths).padStart(6, '0');
        const percentage = `${digits.slice(0, 2)}.${digits.slice(2)}%`;
        expect(numberBetween(0, 1)(percentage)).toBe(numberBetween(0, 1)(`0.${digits}`));
      }),
    ));

  test('99.9% and 0.999 keep the same number of weights in networks of every size', () => {
    const [percentage, decimal] = ['99.9%', '0.999'].map(numberBetween(0, 1));
    for (let total = 1; total <= 20_000; total++)
      expect(remainingCount(total, percentage, 1, 1)).toBe(remainingCount(total, decimal, 1, 1));
  });

  test('a learning rate is any number above 0', () => {
    const parse = numberBetween(0, Number.POSITIVE_INFINITY);
    expect(['1', '1.2e-3', '1e20'].map(parse)).toEqual([1, 0.0012, 1e20]);
    refuses(parse, [...NONSENSE, '0', '-1', '-0']);
  });

  test('a tolerance may be 0', () => {
    expect(['0', '0.002', '0.2%'].map(numberFromZero)).toEqual([0, 0.002, 0.002]);
    refuses(numberFromZero, [...NONSENSE, '-0.1']);
  });

  test('counts are whole', () => {
    expect(wholeFrom(1, 64)('64')).toBe(64);
    refuses(wholeFrom(1, 64), ['0', '65', '1e15']);
    expect(['1', '10', '1e3', '9007199254740991'].map(wholeFrom(1))).toEqual([1, 10, 1000, 2 ** 53 - 1]);
    expect(wholeFrom(0)('0')).toBe(0);
    refuses(wholeFrom(1), [...NONSENSE, '0', '-1', '1.5', '100%', '9007199254740993']);
    refuses(wholeFrom(0), ['-1', '0.5']);
  });

  test('the message says the rule and what was written', () => {
    expect(() => numberBetween(0, 1)('1.5')).toThrow('must be a number above 0 and below 1, got "1.5"');
    expect(() => numberBetween(0, Infinity)('-1')).toThrow('must be a number above 0, got "-1"');
    expect(() => wholeFrom(1)('1.5')).toThrow('must be a whole number ≥ 1, got "1.5"');
    expect(() => wholeFrom(1, 64)('65')).toThrow('must be a whole number from 1 to 64, got "65"');
    expect(() => numberUpTo(1)('2')).toThrow('must be a number above 0, at most 1, got "2"');
  });

  test('a value of many characters is shortened in the message', () => {
    expect(() => numberFromZero('9'.repeat(400))).toThrow(
      `must be a number ≥ 0, got "${'9'.repeat(120)}…${'9'.repeat(60)}" (400 characters)`,
    );
  });

  test('there are at most 1,000 trials, as their records are in memory together', () => {
    expect(['1', '1000'].map(trialCount)).toEqual([1, 1000]);
    refuses(trialCount, [...NONSENSE, '0', '1.5', '50%', '1001']);
    expect(() => trialCount('9007199254740991')).toThrow(
      'must be at most 1000 (the records of so many trials would need about 550000000000 GiB of memory), got "9007199254740991"',
    );
  });
});

describe('lists', () => {
  test('hidden sizes', () => {
    expect(['300,100', '8', ' 8 , 4', 'none'].map(hiddenSizes)).toEqual([[300, 100], [8], [8, 4], []]);
    refuses(hiddenSizes, ['', '0', 'x', '8,', '8,,4', '8,0', '1.5', 'none,8']);
  });

  test('have at most 1,000 values', () => {
    expect(listOf(wholeFrom(1))(Array(1000).fill('1').join())).toHaveLength(1000);
    expect(() => hiddenSizes(Array(1001).fill('1').join())).toThrow(
      'must have at most 1000 values, got 1001',
    );
  });

  test('controls, each once, in the order written', () => {
    expect(
      ['reinit,shuffle', 'shuffle, reinit', 'shuffle', 'reinit,reinit', 'none'].map(controlNames),
    ).toEqual([['reinit', 'shuffle'], ['shuffle', 'reinit'], ['shuffle'], ['reinit'], []]);
    expect(controlNames('constant+sign,reinit')).toEqual(['constant+sign', 'reinit']);
    refuses(controlNames, ['', 'x', 'reinit,', 'none,reinit', 'Reinit', 'constant+', 'rewind+freeze+sign']);
  });
});

describe('rewind', () => {
  test.each([
    ['init', { kind: 'init' }],
    ['early:500', { kind: 'early', iteration: 500 }],
    ['early:10%', { kind: 'early', fraction: 0.1 }],
    ['early:99.9%', { kind: 'early', fraction: 0.999 }],
    ['late:14%', { kind: 'late', fraction: 0.14 }],
    ['weights:7%', { kind: 'weightsOnly', fraction: 0.07 }],
    ['early:0', { kind: 'early', iteration: 0 }],
    ['late:500', { kind: 'late', iteration: 500 }],
    ['late:10%', { kind: 'late', fraction: 0.1 }],
    ['none', { kind: 'none' }],
    ['none:50', { kind: 'none', fineTuneIterations: 50 }],
    ['weights:10%', { kind: 'weightsOnly', fraction: 0.1 }],
    ['reinit', { kind: 'reinitialise' }],
  ])('%s', (text, expected) => {
    expect(rewindStrategy(text)).toEqual(expected);
    expect(rewindText(text)).toBe(text);
  });

  const BAD = [
    '',
    'x',
    'init:',
    'init:0',
    'early',
    'late',
    'early:',
    'late:',
    'none:',
    'early:abc',
    'early:%',
    'early:1:2',
    'weights',
    'reinit:3',
  ];
  test.each(BAD)('%j is refused with every form there is', (text) => {
    expect(() => rewindText(text)).toThrow(
      `must be init, early:ITERATION, early:PERCENT%, late:…, weights:… likewise, none, none:ITERATIONS or reinit, got ${JSON.stringify(text)}`,
    );
  });

  test.each([
    ['early:1.5', 'iteration: must be a whole number ≥ 0, got 1.5'],
    ['early:-1', 'iteration: must be a whole number ≥ 0, got -1'],
    ['early:150%', 'fraction: must be in [0, 1), got 1.5'],
    ['late:100%', 'fraction: must be in [0, 1), got 1'],
    ['late:-5%', 'fraction: must be in [0, 1), got -0.05'],
    ['none:0', 'fineTuneIterations: must be a whole number ≥ 1, got 0'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => rewindText(text)).toThrow(InvalidArgumentError);
    expect(() => rewindText(text)).toThrow(message);
  });
});
