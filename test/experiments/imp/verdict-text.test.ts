import { describe, expect, test } from 'vitest';
import { conditionsOf, verdictNotes } from '../../../src/experiments/imp/verdict-text.ts';
import { type JudgedNetwork, judge, verdictSentence } from '../../../src/experiments/index.ts';
import { falling, judged } from './judged.ts';

const quality = (
  ticket: Partial<JudgedNetwork>,
  dense: Partial<JudgedNetwork> = {},
  ...reinits: readonly number[]
) =>
  judge(judged(dense), judged(ticket), {
    tolerance: 0.002,
    reinits: reinits.map((testAccuracy) => ({ testAccuracy })),
  });
const slow = falling({ best: 600 });
const never = falling({ best: 500, lowest: 0.2 });

describe('verdictSentence', () => {
  test('of a winner says so', () => {
    expect(verdictSentence(quality({}), 0.1)).toBe(
      'The ticket with 10.0 % of the weights wins on this seed: it reaches the target accuracy and trains in no more iterations than the dense network.',
    );
  });

  test.each<[Partial<JudgedNetwork>, Partial<JudgedNetwork>, string]>([
    [{ testAccuracy: 0.9 }, {}, 'it misses the target accuracy'],
    [{ curve: slow }, {}, 'it trains in more iterations than the dense network'],
    [
      { testAccuracy: 0.9, curve: never },
      {},
      'it misses the target accuracy and it never reaches the dense network’s best validation loss',
    ],
    [{ emptiedLayers: ['fc1.weight'] }, {}, 'fc1.weight has no weights left'],
    [{ emptiedLayers: ['fc1.weight', 'fc2.weight'] }, {}, 'fc1.weight and fc2.weight have no weights left'],
    [
      {},
      { testAccuracy: 0.1 },
      'the dense network is no better than always guessing the most frequent class',
    ],
    [
      { testAccuracy: 0.1 },
      { testAccuracy: 0.1 },
      'the dense network and the ticket are no better than always guessing the most frequent class',
    ],
  ])('of a ticket %j against %j gives the reason', (ticket, dense, reason) => {
    expect(verdictSentence(quality(ticket, dense), 0.25)).toBe(
      `The ticket with 25.0 % of the weights does not win on this seed: ${reason}.`,
    );
  });

  test('of too few evaluations is undecided', () => {
    const curve = falling({ best: 100, evaluations: 1 });
    expect(verdictSentence(quality({ curve }, { curve }), 0.1)).toBe(
      'Whether the ticket with 10.0 % of the weights wins on this seed is undecided: 1 evaluation per training cannot tell how fast it trains (at least 10 are needed).',
    );
  });
});

test('conditionsOf has a line per condition, with the value, the bar and the answer', () => {
  const lines = (ticket: Partial<JudgedNetwork>) =>
    conditionsOf(quality(ticket)).map(({ ticket, bar, answer }) => [ticket, bar, answer]);
  expect(lines({ testAccuracy: 0.979 })).toEqual([
    ['97.90 %', 'at least 97.80 %', 'yes'],
    ['97.90 %', 'at least 98.00 %', 'no'],
    ['500', 'at most 500', 'yes'],
    ['97.90 %', 'above 10.00 %', 'yes'],
    ['0 empty', '0 empty', 'yes'],
  ]);
  expect(lines({ curve: never, emptiedLayers: ['fc1.weight'] }).slice(2)).toEqual([
    ['never', 'at most 500', 'no'],
    ['98.00 %', 'above 10.00 %', 'yes'],
    ['1 empty', 'fc1.weight', 'no'],
  ]);
});

describe('verdictNotes', () => {
  test('say whether the ticket’s weights matter, or that this was not tested', () => {
    expect(verdictNotes(quality({}))[0]).toMatch(/was not tested/);
    expect(verdictNotes(quality({}, {}, 0.98))[0]).toMatch(/^The weights do not matter here: /);
    expect(verdictNotes(quality({}, {}, 0.97))[0]).toMatch(/^New weights do worse here: /);
  });

  test('state how many random reinitializations there are if there are several', () => {
    expect(verdictNotes(quality({}, {}, 0.97, 0.98, 0.96))[0]).toBe(
      'New weights do worse here: the control reinit (the same mask with new weights, the mean of 3) is less accurate than the ticket.',
    );
    expect(verdictNotes(quality({}, {}, 0.97))[0]).not.toContain('mean');
  });

  test('state how iterations are counted', () => {
    expect(verdictNotes(quality({}))[1]).toMatch(/from the start of each network’s own training\.$/);
    expect(verdictNotes(quality({ iterationsBefore: 1180 }))[1]).toMatch(
      /start from weights of iteration 1,180; the iterations before that are counted for them\.$/,
    );
  });

  test('suggest what may help only if the ticket does not win', () => {
    expect(verdictNotes(quality({}))).toHaveLength(2);
    expect(verdictNotes(quality({ testAccuracy: 0.9 }))[2]).toBe(
      'What may help: prune less, with fewer rounds or a lower sparsity; repeat with more seeds.',
    );
  });
});

test('the conditions tell a ticket apart from a bar that it just misses', () => {
  const [, dense] = conditionsOf(quality({ testAccuracy: 0.974_06 }, { testAccuracy: 0.974_08 }));
  expect(dense).toMatchObject({ ticket: '97.406 %', bar: 'at least 97.408 %', answer: 'no' });
});
