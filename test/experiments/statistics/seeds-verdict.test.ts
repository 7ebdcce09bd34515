import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ValueError } from '../../../src/errors.ts';
import { judgeSeeds, pairsToTell, type SeedNetworks } from '../../../src/experiments/index.ts';
import { seedsNotes } from '../../../src/experiments/statistics/seeds-notes.ts';
import { falling, judged } from '../imp/judged.ts';

/** Seeds whose tickets differ from a dense network of 98 % by so many percentage points, and need so many iterations more. */
const seeds = (points: readonly number[], later: readonly number[] = [0]): SeedNetworks[] =>
  points.map((difference, i) => {
    const training = { evaluations: 40, best: 2000 };
    return {
      dense: judged({ curve: falling(training) }),
      ticket: judged({
        curve: falling({ ...training, best: 2000 + later[i % later.length] }),
        testAccuracy: 0.98 + difference / 100,
      }),
    };
  });
const answers = (list: readonly SeedNetworks[], tolerance = 0.002) => {
  const { reachesTarget, matchesDense, trainsAsFast, wins } = judgeSeeds(list, { tolerance });
  return [reachesTarget.answer, matchesDense.answer, trainsAsFast.answer, wins];
};
const OPEN = 'undecided';
/** A ticket that never reaches the dense network's best validation loss. */
const never = judged({ curve: falling({ best: 2000, evaluations: 40, lowest: 0.2 }) });

describe('judgeSeeds', () => {
  test.each<[string, SeedNetworks[], string[]]>([
    ['all better, all faster', seeds([0.3, 0.31, 0.32], [-500, -600]), ['yes', 'yes', 'yes', 'yes']],
    ['all equal', seeds([0, 0, 0]), ['yes', 'yes', 'yes', 'yes']],
    ['all exactly the tolerance below', seeds([-0.2, -0.2, -0.2]), ['yes', 'no', 'yes', 'yes']],
    ['all clearly below', seeds([-1, -1.01, -0.99]), ['no', 'no', 'yes', 'no']],
    ['as good, but later', seeds([0, 0.01, -0.01], [400, 500]), ['yes', OPEN, 'no', 'no']],
    ['above on the mean, scattered', seeds([0.5, -0.5, 0.6]), [OPEN, OPEN, 'yes', OPEN]],
    ['as good, iterations scattered', seeds([0, 0.01, -0.01], [-900, 900]), ['yes', OPEN, OPEN, OPEN]],
    ['one seed, however good', seeds([1]), [OPEN, OPEN, OPEN, OPEN]],
    ['two seeds that agree', seeds([1, 1]), [OPEN, OPEN, OPEN, OPEN]],
  ])('%s', (_, list, expected) => {
    expect(answers(list)).toEqual(expected);
  });

  test('reports means, standard deviations and bars', () => {
    const quality = judgeSeeds(seeds([-0.3, 0, 0.3]), { tolerance: 0.002 });
    expect(quality.runs).toBe(3);
    expect(quality.dense).toMatchObject({ runs: 3, mean: 0.98, deviation: 0 });
    expect(quality.ticket.deviation).toBeCloseTo(0.003, 12);
    expect(quality.reachesTarget.difference.deviation).toBeCloseTo(0.003, 12);
    expect([quality.reachesTarget.bar, quality.matchesDense.bar, quality.trainsAsFast.bar]).toEqual([
      -0.002, 0, 0,
    ]);
  });

  test('predicts a number of seeds from five seeds on', () => {
    const spread = [-0.3, 0, 0.3, -0.3, 0.3];
    expect(judgeSeeds(seeds(spread), { tolerance: 0.002 }).needed).toBe(pairsToTell(0.002, 0.003));
    for (const count of [1, 2, 3, 4])
      expect(judgeSeeds(seeds(spread.slice(0, count)), { tolerance: 0.002 }).needed).toBeNull();
  });

  test('predicts no number of seeds if the standard deviation or the tolerance is 0', () => {
    expect(judgeSeeds(seeds([0.1, 0.1, 0.1, 0.1, 0.1]), { tolerance: 0.002 }).needed).toBeNull();
    expect(judgeSeeds(seeds([0.1, 0.2, 0.3, 0.4, 0.5]), { tolerance: 0 }).needed).toBeNull();
  });

  test('each ticket is compared with its own dense network', () => {
    const uneven = [0.9, 0.95, 0.99].map((testAccuracy) => ({
      dense: judged({ testAccuracy }),
      ticket: judged({ testAccuracy: testAccuracy + 0.001, best: 400 }),
    }));
    expect(answers(uneven)).toEqual(['yes', 'yes', 'yes', 'yes']);
  });

  test('the answer follows from the interval; a higher confidence never decides more', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 8 }),
        (hundredths) => {
          const list = seeds(hundredths.map((value) => value / 100));
          const [loose, strict] = [0.8, 0.99].map((confidence) =>
            judgeSeeds(list, { tolerance: 0.002, confidence }),
          );
          const { interval } = strict.reachesTarget.difference;
          const [low, high] = interval as [number, number];
          if (low > -0.002 + 1e-6) expect(strict.reachesTarget.answer).toBe('yes');
          else if (high < -0.002 - 1e-6) expect(strict.reachesTarget.answer).toBe('no');
          if (strict.wins !== OPEN) expect(loose.wins).toBe(strict.wins);
        },
      ),
    ));

  test('throws for no seeds, invalid options and accuracies that are not finite', () => {
    expect(() => judgeSeeds([], { tolerance: 0.002 })).toThrow(ValueError);
    for (const bad of [-0.1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => judgeSeeds(seeds([0]), { tolerance: bad })).toThrow('tolerance');
    expect(() => judgeSeeds(seeds([0, 0, 0]), { tolerance: 0.002, confidence: 1 })).toThrow('confidence');
    expect(() => judgeSeeds(seeds([0, Number.NaN, 0]), { tolerance: 0.002 })).toThrow(NonFiniteError);
  });
});

describe('a ticket that never reaches the best validation loss of dense', () => {
  const withNever = (count: number, list: readonly SeedNetworks[]) =>
    list.map((seed, i) => (i < count ? { ...seed, ticket: never } : seed));

  test('counts as one iteration after its last, and keeps the answer from being "yes"', () => {
    const list = withNever(1, seeds([0, 0, 0, 0, 0], [-500]));
    const { trainsAsFast } = judgeSeeds(list, { tolerance: 0.002 });
    expect(trainsAsFast).toMatchObject({ never: 1, answer: OPEN });
    expect(trainsAsFast.difference.mean).toBeCloseTo((2001 - 4 * 500) / 5, 9);
  });

  test('is a "no" if no ticket reaches it', () => {
    expect(answers(withNever(3, seeds([0, 0, 0])))[2]).toBe('no');
    expect(answers(withNever(2, seeds([0, 0])))[2]).toBe(OPEN);
  });
});

describe('tickets do not win in general', () => {
  const all = (change: Parameters<typeof judged>[0], count = 3): SeedNetworks[] =>
    seeds([0.3, 0.31, 0.32]).map((seed, i) =>
      i < count ? { ...seed, ticket: { ...seed.ticket, ...judged(change), curve: seed.ticket.curve } } : seed,
    );

  test('if a layer is empty on every seed; undecided if on some', () => {
    const emptied = { emptiedLayers: ['fc1.weight'] };
    expect(judgeSeeds(all(emptied), { tolerance: 0.002 })).toMatchObject({ wins: 'no', ...emptied });
    expect(judgeSeeds(all(emptied, 1), { tolerance: 0.002 })).toMatchObject({ wins: OPEN, ...emptied });
  });

  test('if no network is better than guessing; undecided if some are', () => {
    const guessing = (count: number) =>
      seeds([0, 0, 0]).map(({ dense, ticket }, i) =>
        i < count ? { dense: { ...dense, guessingAccuracy: 0.98 }, ticket } : { dense, ticket },
      );
    const found = [3, 1, 0].map((count) => judgeSeeds(guessing(count), { tolerance: 0.002 }));
    expect(found.map(({ unlearned, wins }) => [unlearned, wins])).toEqual([
      [3, 'no'],
      [1, OPEN],
      [0, 'yes'],
    ]);
  });

  test('if speed was measured by fewer than ten evaluations: undecided', () => {
    const curve = falling({ best: 500, evaluations: 9 });
    const list = [1, 2, 3].map(() => ({ dense: judged({ curve }), ticket: judged({ curve }) }));
    const { trainsAsFast, wins, nextSteps } = judgeSeeds(list, { tolerance: 0.002 });
    expect([trainsAsFast.answer, wins, nextSteps]).toEqual([
      OPEN,
      OPEN,
      ['evaluate more often', 'repeat with more seeds'],
    ]);
  });
});

describe('the control reinit over several seeds', () => {
  const matches = (accuracies: readonly (readonly number[])[]) =>
    judgeSeeds(
      accuracies.map((own) => ({
        ...{ dense: judged(), ticket: judged() },
        reinits: own.map((testAccuracy) => ({ testAccuracy })),
      })),
      { tolerance: 0.002 },
    );

  test.each([
    [[0.985, 0.986, 0.985], 'yes'],
    [[0.98, 0.98, 0.98], 'yes'],
    [[0.97, 0.971, 0.97], 'no'],
    [[0.97, 0.99, 0.98], OPEN],
  ])('with these accuracies %j matches a ticket of 98 percent: %s', (accuracies, answer) => {
    const quality = matches(accuracies.map((accuracy) => [accuracy]));
    expect([quality.reinitMatches?.answer, quality.wins]).toEqual([answer, 'yes']);
  });

  test('is not compared unless every seed has trained it', () => {
    expect(matches([[0.97], [], [0.97]])).toMatchObject({ reinitMatches: null, reinitializations: 0 });
  });

  test('is compared by the mean of each seed’s reinitializations, and the notes say how many there are', () => {
    const quality = matches([
      [0.95, 0.99],
      [0.96, 0.981],
      [0.97, 0.97, 0.97],
    ]);
    expect(quality.reinitMatches?.difference.mean).toBeCloseTo(-0.00983, 5);
    expect(quality.reinitializations).toBe(2);
    expect(seedsNotes(quality).join()).toContain('(the same mask with new weights, the mean of 2)');
  });
});

describe('seedsNotes', () => {
  const notes = (list: readonly SeedNetworks[]) =>
    seedsNotes(judgeSeeds(list, { tolerance: 0.002 })).join('\n');

  test('begin with the verdict', () => {
    expect(notes(seeds([0.3, 0.31, 0.32]))).toMatch(/^Over 3 seeds together, the tickets win\.$/m);
    expect(notes(seeds([-1, -1.01, -0.99]))).toMatch(/^Over 3 seeds together, the tickets do not win\.$/m);
    expect(notes(seeds([0]))).toMatch(
      /^Whether such tickets win in general is undecided after 1 seed\. At least 3/m,
    );
  });

  test('name what failed, what was not tested, how iterations are counted, and what may help', () => {
    const [good, bad, slow] = seeds([0, 0, 0]);
    const text = notes([
      good,
      { ...bad, ticket: { ...bad.ticket, testAccuracy: 0.1, emptiedLayers: ['fc1.weight'] } },
      { ...slow, ticket: never },
    ]);
    expect(text).toContain('On 1 of 3 seeds the ticket never reaches');
    expect(text).toContain('On 1 of 3 seeds a network is no better than always guessing');
    expect(text).toContain('On some seeds fc1.weight has no weights left.');
    expect(text).toContain('was not tested');
    expect(text).toContain('from the start of each network’s own training');
    expect(text).toContain('What may help: ');
  });
});
