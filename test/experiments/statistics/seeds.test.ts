import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ValueError } from '../../../src/errors.ts';
import { judgeSeeds, pairsToTell, type SeedPair } from '../../../src/experiments/index.ts';

/** Pairs whose tickets differ from a dense network of 98 % at iteration 500 by so many percentage points and iterations. */
const pairs = (points: readonly number[], later: readonly number[] = [0]): SeedPair[] =>
  points.map((difference, i) => ({
    dense: { iteration: 500, testAccuracy: 0.98 },
    ticket: { iteration: 500 + later[i % later.length], testAccuracy: 0.98 + difference / 100 },
  }));
const answers = (list: readonly SeedPair[], tolerance = 0.002, interval = 100) => {
  const { reachesTarget, matchesDense, trainsAsFast, isWinner } = judgeSeeds(list, tolerance, interval);
  return [reachesTarget.answer, matchesDense.answer, trainsAsFast.answer, isWinner];
};
const OPEN = 'not enough runs';

describe('judgeSeeds', () => {
  test.each<[string, SeedPair[], string[]]>([
    ['all better, all faster', pairs([0.3, 0.31, 0.32], [-100, -200]), ['yes', 'yes', 'yes', 'yes']],
    ['all equal', pairs([0, 0, 0]), ['yes', 'yes', 'yes', 'yes']],
    ['all exactly the tolerance below', pairs([-0.2, -0.2, -0.2]), ['yes', 'no', 'yes', 'yes']],
    ['all clearly below', pairs([-1, -1.01, -0.99]), ['no', 'no', 'yes', 'no']],
    ['as good, but later', pairs([0, 0.01, -0.01], [400, 410]), ['yes', OPEN, 'no', 'no']],
    ['above on the mean, scattered', pairs([0.5, -0.5, 0.6]), [OPEN, OPEN, 'yes', OPEN]],
    ['as good, iterations scattered', pairs([0, 0.01, -0.01], [-900, 900]), ['yes', OPEN, OPEN, OPEN]],
    ['one seed, however good', pairs([1]), [OPEN, OPEN, OPEN, OPEN]],
    ['two seeds that agree', pairs([1, 1]), [OPEN, OPEN, OPEN, OPEN]],
  ])('%s', (_, list, expected) => {
    expect(answers(list)).toEqual(expected);
  });

  test('reports means, standard deviations and bars', () => {
    const quality = judgeSeeds(pairs([-0.3, 0, 0.3]), 0.002, 100);
    expect(quality.runs).toBe(3);
    expect(quality.dense).toMatchObject({ runs: 3, mean: 0.98, deviation: 0 });
    expect(quality.ticket.deviation).toBeCloseTo(0.003, 12);
    expect(quality.reachesTarget.difference.deviation).toBeCloseTo(0.003, 12);
    expect([quality.reachesTarget.bar, quality.matchesDense.bar, quality.trainsAsFast.bar]).toEqual([
      -0.002, 0, 100,
    ]);
  });

  test('predicts a number of seeds from five seeds on', () => {
    const spread = [-0.3, 0, 0.3, -0.3, 0.3];
    expect(judgeSeeds(pairs(spread), 0.002, 100).needed).toBe(pairsToTell(0.002, 0.003));
    for (const seeds of [1, 2, 3, 4])
      expect(judgeSeeds(pairs(spread.slice(0, seeds)), 0.002, 100).needed).toBeNull();
  });

  test('predicts no number of seeds if the standard deviation or the tolerance is 0', () => {
    expect(judgeSeeds(pairs([0.1, 0.1, 0.1, 0.1, 0.1]), 0.002, 100).needed).toBeNull();
    expect(judgeSeeds(pairs([0.1, 0.2, 0.3, 0.4, 0.5]), 0, 100).needed).toBeNull();
  });

  test('each ticket is held against its own dense network', () => {
    const uneven = [0.9, 0.95, 0.99].map((testAccuracy) => ({
      dense: { iteration: 500, testAccuracy },
      ticket: { iteration: 400, testAccuracy: testAccuracy + 0.001 },
    }));
    expect(answers(uneven)).toEqual(['yes', 'yes', 'yes', 'yes']);
  });

  test('the answer is that of the interval; more confidence never decides what less did not', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 8 }),
        (hundredths) => {
          const list = pairs(hundredths.map((value) => value / 100));
          const [loose, strict] = [judgeSeeds(list, 0.002, 100, 0.8), judgeSeeds(list, 0.002, 100, 0.99)];
          const { interval } = strict.reachesTarget.difference;
          const [low, high] = interval as [number, number];
          if (low > -0.002 + 1e-6) expect(strict.reachesTarget.answer).toBe('yes');
          else if (high < -0.002 - 1e-6) expect(strict.reachesTarget.answer).toBe('no');
          if (strict.isWinner !== OPEN) expect(loose.isWinner).toBe(strict.isWinner);
        },
      ),
    ));

  test('refuses no seeds, bad bars and figures that are no numbers', () => {
    expect(() => judgeSeeds([], 0.002, 100)).toThrow(ValueError);
    for (const bad of [-0.1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => judgeSeeds(pairs([0]), bad, 100)).toThrow('tolerance');
      expect(() => judgeSeeds(pairs([0]), 0.002, bad)).toThrow('interval');
    }
    expect(() => judgeSeeds(pairs([0, 0, 0]), 0.002, 100, 1)).toThrow('confidence');
    expect(() => judgeSeeds(pairs([0, Number.NaN, 0]), 0.002, 100)).toThrow(NonFiniteError);
    expect(() => judgeSeeds(pairs([0, 0], [0, Number.NaN]), 0.002, 100)).toThrow('iteration[1]');
  });
});
