import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import { stillImproves } from '../../../src/experiments/imp/speed.ts';
import { judge, shuffleMask, type Verdict } from '../../../src/experiments/index.ts';
import { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { falling, judged } from './judged.ts';

/** Judges a ticket against a dense network with an accuracy of 98 % that needs 500 iterations. */
const against = (ticket: Parameters<typeof judged>[0], tolerance = 0.002, ...reinits: number[]): Verdict =>
  judge(judged({ best: 500 }), judged(ticket), {
    tolerance,
    reinits: reinits.map((testAccuracy) => ({ testAccuracy })),
  });

describe('judge', () => {
  test.each([
    ['a more accurate, faster ticket', { testAccuracy: 0.99, best: 400 }, 'yes', 'yes', 'yes', 'yes'],
    ['an equal ticket', {}, 'yes', 'yes', 'yes', 'yes'],
    ['a ticket within the tolerance', { testAccuracy: 0.979 }, 'yes', 'no', 'yes', 'yes'],
    ['a ticket below the tolerance', { testAccuracy: 0.9779 }, 'no', 'no', 'yes', 'no'],
    ['a ticket that needs one evaluation more', { best: 600 }, 'yes', 'yes', 'no', 'no'],
    ['a ticket that is worse and slower', { testAccuracy: 0.5, best: 1000 }, 'no', 'no', 'no', 'no'],
  ] as const)('%s', (_, ticket, reaches, matches, fast, wins) => {
    const quality = against(ticket);
    expect([
      quality.reachesTarget.answer,
      quality.matchesDense.answer,
      quality.trainsAsFast.answer,
      quality.wins,
    ]).toEqual([reaches, matches, fast, wins]);
  });

  test('the result contains each value and its bar', () => {
    const dense = judged({ testAccuracy: 0.75, best: 500, guessingAccuracy: 0.125 });
    const ticket = judged({ testAccuracy: 0.5, best: 600, guessingAccuracy: 0.125 });
    expect(judge(dense, ticket, { tolerance: 0.25 })).toEqual({
      reachesTarget: { ticket: 0.5, bar: 0.5, answer: 'yes' },
      matchesDense: { ticket: 0.5, bar: 0.75, answer: 'no' },
      trainsAsFast: { ticket: 600, bar: 500, iterationsBefore: 0, evaluations: 10, answer: 'no' },
      learned: { dense: 0.75, ticket: 0.5, bar: 0.125, answer: 'yes' },
      emptiedLayers: [],
      wins: 'no',
      reinitMatches: null,
      reinitializations: 0,
      nextSteps: ['prune less', 'repeat with more seeds'],
    });
  });

  test('a ticket exactly the tolerance below dense reaches the target, one example less does not', () => {
    const network = judged({ curve: falling({ best: 0, evaluations: 0 }) });
    for (const total of [20, 1000, 10_000])
      for (let allowed = 0; allowed <= total / 20; allowed += Math.ceil(total / 500))
        for (let right = allowed + 1; right <= total; right += Math.ceil(total / 1000)) {
          const [dense, tolerance] = [{ ...network, testAccuracy: right / total }, allowed / total];
          const reaches = (ticket: number) =>
            judge(dense, { ...network, testAccuracy: ticket / total }, { tolerance }).reachesTarget.answer;
          expect([right, allowed, reaches(right - allowed), reaches(right - allowed - 1)]).toEqual([
            right,
            allowed,
            'yes',
            'no',
          ]);
        }
  });

  test.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY])(
    'throws a ValueError for tolerance %d',
    (tolerance) => {
      expect(() => against({}, tolerance)).toThrow(ValueError);
    },
  );

  test('throws a ValueError for an empty curve', () => {
    expect(() => judge(judged({ curve: [] }), judged({}), { tolerance: 0 })).toThrow('curve.length');
  });
});

describe('the speed of a ticket', () => {
  const speed = (dense: Parameters<typeof judged>[0], ticket: Parameters<typeof judged>[0]) =>
    judge(judged(dense), judged(ticket), { tolerance: 0.002 }).trainsAsFast;

  test('is the iteration at which it first reaches the best validation loss of dense, not its early stop', () => {
    const ticket = { curve: falling({ best: 1000, lowest: 0.01 }) };
    expect(speed({ curve: falling({ best: 1000, lowest: 0.2 }) }, ticket)).toMatchObject({
      bar: 1000,
      ticket: 900,
      answer: 'yes',
    });
  });

  test('is "no" if the ticket never reaches it, even if dense is still improving at T', () => {
    const [dense, ticket] = [{ best: 1000 }, { curve: falling({ best: 1000, lowest: 0.11 }) }];
    expect(speed(dense, ticket)).toMatchObject({ bar: 1000, ticket: null, answer: 'no' });
  });

  test.each([
    [9, 10, 'undecided'],
    [10, 9, 'undecided'],
    [10, 10, 'yes'],
    [1, 1, 'undecided'],
  ])('with %d and %d evaluations is "%s"', (dense, ticket, answer) => {
    const curve = (evaluations: number) => falling({ best: 100 * evaluations, evaluations });
    expect(speed({ curve: curve(dense) }, { curve: curve(Math.min(dense, ticket)) }).answer).toBe(answer);
  });

  test('is counted from the start of each training, wherever in the schedule it is', () => {
    expect(speed({ best: 500 }, { best: 500, start: 1800 })).toMatchObject({ ticket: 500, answer: 'yes' });
  });

  test('includes the iterations that W_k already had', () => {
    const at = (iterationsBefore: number) =>
      speed({ best: 500 }, { best: 300, start: 200, iterationsBefore });
    expect(at(200)).toMatchObject({ ticket: 500, answer: 'yes' });
    expect(at(201)).toMatchObject({ ticket: 501, answer: 'no' });
  });
});

describe('a ticket does not win', () => {
  test.each([
    ['the dense network', { testAccuracy: 0.5 }, { testAccuracy: 0.6 }],
    ['the ticket', { testAccuracy: 0.51 }, { testAccuracy: 0.5 }],
    ['both', { testAccuracy: 0.3 }, { testAccuracy: 0.5 }],
  ])('if %s is no better than guessing the most frequent class', (_, dense, ticket) => {
    const guessing = { guessingAccuracy: 0.5 };
    const options = { tolerance: 0.5 };
    const quality = judge(judged({ ...dense, ...guessing }), judged({ ...ticket, ...guessing }), options);
    expect([quality.learned.answer, quality.wins]).toEqual(['no', 'no']);
    expect(judge(judged(dense), judged(ticket), options).wins).toBe('yes');
  });

  test('if the data has a single class', () => {
    const one = judged({ testAccuracy: 1, guessingAccuracy: 1 });
    expect(judge(one, one, { tolerance: 0.002 })).toMatchObject({
      wins: 'no',
      nextSteps: ['use other data'],
    });
  });

  test('if a layer has lost all its weights', () => {
    const quality = against({ emptiedLayers: ['fc1.weight'] });
    expect(quality).toMatchObject({ wins: 'no', emptiedLayers: ['fc1.weight'] });
    expect(quality.nextSteps).toEqual(['prune each layer separately', 'prune less']);
  });

  test('if speed is undecided, but then it is not said to lose either', () => {
    const curve = falling({ best: 500, evaluations: 5 });
    expect(against({ curve })).toMatchObject({ wins: 'undecided', nextSteps: ['evaluate more often'] });
    expect(against({ curve, testAccuracy: 0.5 }).wins).toBe('no');
  });
});

test('reinitMatches compares the control with the ticket, and does not decide who wins', () => {
  expect(against({}).reinitMatches).toBeNull();
  for (const [accuracy, matches] of [
    [0.97, false],
    [0.98, true],
    [0.99, true],
  ] as const)
    expect(against({}, 0.002, accuracy)).toMatchObject({ reinitMatches: matches, wins: 'yes' });
});

test('several random reinitializations are compared with the ticket by their mean', () => {
  const mean = (...accuracies: number[]) => {
    const { reinitMatches, reinitializations } = against({ testAccuracy: 0.98 }, 0.002, ...accuracies);
    return [reinitMatches, reinitializations];
  };
  expect(mean(0.97, 0.99)).toEqual([true, 2]);
  expect(mean(0.97, 0.9899)).toEqual([false, 2]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 100 }), (right, copies) => {
      const testAccuracy = right / 10_000;
      const equal = Array.from({ length: copies }, () => ({ testAccuracy }));
      const matches = (accuracy: number) =>
        judge(judged(), judged({ testAccuracy: accuracy }), { tolerance: 0, reinits: equal }).reinitMatches;
      expect([matches(testAccuracy), matches((right + 1) / 10_000)]).toEqual([true, false]);
    }),
  );
});

test('longer training is suggested if dense is still improving at the end', () => {
  const dense = judged({ best: 1000 });
  const ticket = judged({ testAccuracy: 0.5, best: 1000 });
  expect(stillImproves(dense)).toBe(true);
  expect(stillImproves(judged({ best: 900 }))).toBe(false);
  expect(judge(dense, ticket, { tolerance: 0 }).nextSteps).toEqual([
    'train longer',
    'prune less',
    'repeat with more seeds',
  ]);
});

describe('shuffleMask', () => {
  const layer = fc.array(fc.constantFrom(0, 1), { maxLength: 40 }).map((bits) => Uint8Array.from(bits));
  const masks = fc.tuple(layer, layer).map(
    ([a, b]) =>
      new Mask(
        new Map([
          ['a', Uint8Array.of(1, ...a)],
          ['b', b],
        ]),
      ),
  );

  test('keeps every layer’s counts, whatever the seed, and the mask it was given', () =>
    fc.assert(
      fc.property(masks, fc.nat(), (mask, seed) => {
        const before = new Map([...mask.layers].map(([name, bits]) => [name, bits.slice()]));
        expect(shuffleMask(mask, new Random(seed)).counts()).toEqual(mask.counts());
        expect(mask.layers).toEqual(before);
        expect(shuffleMask(mask, new Random(seed)).layers).toEqual(
          shuffleMask(mask, new Random(seed)).layers,
        );
      }),
    ));

  test('puts survivors anywhere in their layer', () => {
    const mask = new Mask(new Map([['a', Uint8Array.of(1, 0, 0, 0)]]));
    const places = new Set(
      Array.from({ length: 60 }, (_, seed) =>
        shuffleMask(mask, new Random(seed)).layers.get('a')?.indexOf(1),
      ),
    );
    expect([...places].sort()).toEqual([0, 1, 2, 3]);
  });

  test('shuffles a layer as it would alone', () => {
    const a = Uint8Array.from({ length: 30 }, (_, i) => i % 2);
    const alone = shuffleMask(new Mask(new Map([['a', a]])), new Random(1));
    const beside = shuffleMask(
      new Mask(
        new Map([
          ['b', a],
          ['a', a],
        ]),
      ),
      new Random(1),
    );
    expect(beside.layers.get('a')).toEqual(alone.layers.get('a'));
    expect(beside.layers.get('b')).not.toEqual(alone.layers.get('a'));
  });
});
