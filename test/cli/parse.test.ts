import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import {
  controlNames,
  hiddenSizes,
  numberBetween,
  numberFromZero,
  rewindStrategy,
  rewindText,
  wholeFrom,
} from '../../src/cli/parse.ts';

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
  '½',
];

describe('numbers', () => {
  test('a fraction is written as a number or in percent', () => {
    const parse = numberBetween(0, 1);
    expect(['0.9', '90%', '.5', '5e-1', '12.5%'].map(parse)).toEqual([0.9, 0.9, 0.5, 0.5, 0.125]);
    refuses(parse, [...NONSENSE, '0', '1', '1.5', '-0.1', '100%', '0%', '90%%', '90 percent']);
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
    expect(['1', '10', '1e3', '9007199254740991'].map(wholeFrom(1))).toEqual([1, 10, 1000, 2 ** 53 - 1]);
    expect(wholeFrom(0)('0')).toBe(0);
    refuses(wholeFrom(1), [...NONSENSE, '0', '-1', '1.5', '100%', '9007199254740993']);
    refuses(wholeFrom(0), ['-1', '0.5']);
  });

  test('the message says the rule and what was written', () => {
    expect(() => numberBetween(0, 1)('1.5')).toThrow('must be a number above 0 and below 1, got "1.5"');
    expect(() => numberBetween(0, Infinity)('-1')).toThrow('must be a number above 0, got "-1"');
    expect(() => wholeFrom(1)('1.5')).toThrow('must be a whole number ≥ 1, got "1.5"');
  });
});

describe('lists', () => {
  test('hidden sizes', () => {
    expect(['300,100', '8', ' 8 , 4', 'none'].map(hiddenSizes)).toEqual([[300, 100], [8], [8, 4], []]);
    refuses(hiddenSizes, ['', '0', 'x', '8,', '8,,4', '8,0', '1.5', 'none,8']);
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
