import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, rowsOf } from '../../benchmarks/statistics.ts';

const times = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });

test('no more than half of the values lie below the median, and no more than half above', () =>
  fc.assert(
    fc.property(times, (values) => {
      const middle = median(values);
      expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
      expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
    }),
  ));

test('the median of an even number of values is the mean of the two in the middle, sorted as numbers', () => {
  expect(median([10, 9, 1, 100])).toBe(9.5);
});

test('the median does not depend on the order, and leaves the values in theirs', () =>
  fc.assert(
    fc.property(times, (values) => {
      const before = [...values];
      expect(median([...values].reverse())).toBe(median(values));
      expect(values).toEqual(before);
    }),
  ));

test('a median of nothing is refused', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('a ratio is the median of the ratios within rounds, not the ratio of the medians', () => {
  const rows = rowsOf(
    'topk',
    '10',
    new Map([
      ['ours', [1, 10, 100]],
      ['sort', [3, 20, 200]],
    ]),
  );
  expect(rows).toEqual([
    { bench: 'topk', case: '10', contender: 'ours', ms: 10, ratio: 1 },
    { bench: 'topk', case: '10', contender: 'sort', ms: 20, ratio: 2 },
  ]);
  const skewed = new Map([
    ['ours', [1, 1, 9]],
    ['sort', [4, 3, 3]],
  ]);
  expect(rowsOf('topk', '10', skewed)[1]).toMatchObject({ ms: 3, ratio: 3 });
  skewed.set('sort', [1, 2, 90]);
  expect(rowsOf('topk', '10', skewed)[1]).toMatchObject({ ms: 2, ratio: 2 });
});

test('nobody is compared with an absent one', () => {
  expect(() => rowsOf('topk', '10', new Map([['sort', [1]]]))).toThrow('topk 10');
});
