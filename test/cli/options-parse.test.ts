import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fraction,
  integerFrom,
  listOf,
  nonEmptyText,
  numberBetween,
  numberFromZero,
  numberUpTo,
  oneOf,
  orNone,
  RuleError,
  setOf,
  trialCount,
} from '../../src/cli/options/parse.ts';
import {
  formatRewind,
  formatSchedule,
  parseRewind,
  parseSchedule,
} from '../../src/cli/options/rewind-and-schedule.ts';
import { remainingCount } from '../../src/pruning/schedule.ts';

const rejects = (parse: (text: string) => unknown, texts: readonly string[]) => {
  for (const text of texts) expect(() => parse(text), text).toThrow(RuleError);
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
    rejects(parse, [...NONSENSE, '0', '1', '1.5', '-0.1', '100%', '0%', '90%%', '90 percent']);
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
    rejects(parse, [...NONSENSE, '0', '-1', '-0']);
  });

  test('a tolerance may be 0', () => {
    expect(['0', '0.002', '0.2%'].map(numberFromZero)).toEqual([0, 0.002, 0.002]);
    rejects(numberFromZero, [...NONSENSE, '-0.1']);
  });

  test('counts are integers', () => {
    expect(integerFrom(1, 64)('64')).toBe(64);
    rejects(integerFrom(1, 64), ['0', '65', '1e15']);
    expect(['1', '10', '1e3', '9007199254740991'].map(integerFrom(1))).toEqual([1, 10, 1000, 2 ** 53 - 1]);
    expect(integerFrom(0)('0')).toBe(0);
    rejects(integerFrom(1), [...NONSENSE, '0', '-1', '1.5', '100%', '9007199254740993']);
    rejects(integerFrom(0), ['-1', '0.5']);
  });

  test('the message contains the rule and the text', () => {
    expect(() => numberBetween(0, 1)('1.5')).toThrow('must be a number above 0 and below 1, got "1.5"');
    expect(() => numberBetween(0, Infinity)('-1')).toThrow('must be a number above 0, got "-1"');
    expect(() => integerFrom(1)('1.5')).toThrow('must be an integer ≥ 1, got "1.5"');
    expect(() => integerFrom(1, 64)('65')).toThrow('must be an integer from 1 to 64, got "65"');
    expect(() => numberUpTo(1)('2')).toThrow('must be a number above 0, at most 1, got "2"');
  });

  test('a value of many characters is shortened in the message', () => {
    expect(() => numberFromZero('9'.repeat(400))).toThrow(
      `must be a number ≥ 0, got "${'9'.repeat(120)}…${'9'.repeat(60)}" (400 characters)`,
    );
  });

  test('there are at most 1,000 trials, as their records are in memory together', () => {
    expect(['1', '1000'].map(trialCount)).toEqual([1, 1000]);
    rejects(trialCount, [...NONSENSE, '0', '1.5', '50%', '1001']);
    expect(() => trialCount('9007199254740991')).toThrow(
      'must be at most 1000 (the records of so many trials would need about 550000000000 GiB of memory), got "9007199254740991"',
    );
  });
});

test('0 never becomes −0', () => {
  expect(['-0', '-0.0', '-0%'].map(numberFromZero)).toEqual([0, 0, 0]);
  expect(integerFrom(0)('-0')).toBe(0);
  expect(fraction('-0')).toBe(0);
});

test('a momentum is at least 0 and below 1', () => {
  expect(['0', '0.9', '90%'].map(fraction)).toEqual([0, 0.9, 0.9]);
  rejects(fraction, [...NONSENSE, '-0.1', '1', '100%']);
});

describe('lists', () => {
  const sizes = orNone(listOf(integerFrom(1)));

  test('are separated by commas; "none" is the empty list', () => {
    expect(['300,100', '8', ' 8 , 4', '8,8', 'none'].map(sizes)).toEqual([
      [300, 100],
      [8],
      [8, 4],
      [8, 8],
      [],
    ]);
    rejects(sizes, ['', '0', 'x', '8,', '8,,4', '8,0', '1.5', 'none,8']);
  });

  test('have at most 1,000 values', () => {
    expect(listOf(integerFrom(1))(Array(1000).fill('1').join())).toHaveLength(1000);
    expect(() => sizes(Array(1001).fill('1').join())).toThrow('must have at most 1000 values, got 1001');
  });

  test('sets have no duplicates and keep their order', () => {
    expect(setOf(oneOf('b', 'a'))('a, b,a')).toEqual(['a', 'b']);
  });
});

test('names are exact, and the message lists them', () => {
  expect(oneOf('a', 'b')('b')).toBe('b');
  for (const text of ['c', '', 'A', ' a', 'toString'])
    expect(() => oneOf('a', 'b')(text)).toThrow(`must be one of a, b, got ${JSON.stringify(text)}`);
});

test('a path is any text but the empty one', () => {
  expect(nonEmptyText(' ')).toBe(' ');
  expect(() => nonEmptyText('')).toThrow('must not be empty, got ""');
});

describe('rewinding strategies', () => {
  test.each([
    ['init', { kind: 'init' }],
    ['early:500', { kind: 'early', iteration: 500 }],
    ['early:10%', { kind: 'early', fraction: 0.1 }],
    ['early:99.9%', { kind: 'early', fraction: 0.999 }],
    ['late:14%', { kind: 'late', fraction: 0.14 }],
    ['weights:7%', { kind: 'weightsOnly', fraction: 0.07 }],
    ['weights:0.05%', { kind: 'weightsOnly', fraction: 0.0005 }],
    ['early:0', { kind: 'early', iteration: 0 }],
    ['early:0%', { kind: 'early', fraction: 0 }],
    ['late:500', { kind: 'late', iteration: 500 }],
    ['none', { kind: 'none' }],
    ['none:50', { kind: 'none', fineTuneIterations: 50 }],
    ['reinit', { kind: 'reinitialize' }],
  ])('%s is parsed, and written in the same way', (text, expected) => {
    expect(parseRewind(text)).toEqual(expected);
    expect(formatRewind(parseRewind(text))).toBe(text);
  });

  test.each(['', 'x', 'init:', 'init:0', 'early', 'late', 'early:1:2', 'weights', 'reinit:3', 'Init'])(
    '%j is rejected with every form that there is',
    (text) => {
      expect(() => parseRewind(text)).toThrow(RuleError);
      expect(() => parseRewind(text)).toThrow(
        `must be init, early:ITERATION, early:PERCENT%, late:…, weights:… likewise, none, none:ITERATIONS or reinit, got ${JSON.stringify(text)}`,
      );
    },
  );

  test.each(['', 'abc', '%', '1.5', '-1', '150%', '100%', '-5%'])('early:%s is rejected', (point) => {
    expect(() => parseRewind(`early:${point}`)).toThrow(
      `must name an iteration ≥ 0 or a percentage from 0% to below 100%, got ${JSON.stringify(point)}`,
    );
  });

  test.each(['0', '', '1.5', '10%'])('none:%s is rejected', (count) => {
    expect(() => parseRewind(`none:${count}`)).toThrow(
      `must be an integer ≥ 1, got ${JSON.stringify(count)}`,
    );
  });

  test('every fraction is written as a percentage that is parsed to exactly the same number', () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (value) => {
        const strategy = { kind: 'early', fraction: value + 0 } as const;
        expect(parseRewind(formatRewind(strategy))).toEqual(strategy);
      }),
    ));
});

describe('learning-rate schedules', () => {
  test.each([
    ['constant', { kind: 'constant' }],
    ['cosine', { kind: 'cosine' }],
    ['step:50%,75%', { kind: 'step', at: [{ fraction: 0.5 }, { fraction: 0.75 }] }],
    ['step:900', { kind: 'step', at: [{ iteration: 900 }] }],
  ])('%s is parsed, and written in the same way', (text, expected) => {
    expect(parseSchedule(text)).toEqual(expected);
    expect(formatSchedule(parseSchedule(text))).toBe(text);
  });

  test.each(['', 'x', 'step', 'cosine:0', 'Constant'])('%j is rejected', (text) => {
    expect(() => parseSchedule(text)).toThrow(
      `must be constant, cosine or step:POINTS, such as step:50%,75%, got ${JSON.stringify(text)}`,
    );
  });

  test.each(['step:', 'step:x', 'step:50%,', 'step:100%', 'step:1.5'])('%j is rejected', (text) => {
    expect(() => parseSchedule(text)).toThrow('must name an iteration ≥ 0 or a percentage');
  });
});
