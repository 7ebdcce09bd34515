import { describe, expect, test } from 'vitest';
import { type Scoring, scoresOf } from '../../src/pruning/criteria/scores.ts';
import {
  CRITERIA,
  type Criterion,
  LotteryTicketPruner,
  Mask,
  NonFiniteError,
  ShapeError,
  ValueError,
  type Weights,
} from '../../src/pruning/index.ts';
import { logistic } from './clients.ts';

const layers = (named: Readonly<Record<string, readonly number[]>>): Weights =>
  new Map(Object.entries(named).map(([name, values]) => [name, Float32Array.from(values)]));
const bits = (named: Readonly<Record<string, readonly number[]>>): Mask =>
  new Mask(new Map(Object.entries(named).map(([name, values]) => [name, Uint8Array.from(values)])));

/** Layer a with four weights that differ, and layer b with two. */
const trained = layers({ a: [1, -2, 3, -4], b: [1, 2] });

/** Scores by a criterion that returns these scores. */
function scored(scores: Weights, change: Partial<Scoring> = {}): Map<string, Float32Array> {
  const criterion: Criterion = ({ layer }) => scores.get(layer) as Float32Array;
  return scoresOf({ criterion, trained, initial: trained, mask: Mask.dense(trained), ...change });
}

const equal = (name: string, score: number) =>
  new ValueError(
    `scores "${name}"`,
    'must differ, or the order of the weights would decide which are kept',
    score,
  );

describe('scoresOf with infinite scores', () => {
  test.each([Infinity, -Infinity])(
    'scoresOf throws an error that names a surviving weight with score %s',
    (score) => {
      const run = () => scored(layers({ a: [1, 2, 3, 4], b: [1, score] }));
      expect(run).toThrow(new NonFiniteError('scores "b"', 1, score));
    },
  );

  test('scoresOf names the first weight with an infinite score', () => {
    const scores = layers({ a: [1, 2, -Infinity, Infinity], b: [1, 2] });
    expect(() => scored(scores)).toThrow(new NonFiniteError('scores "a"', 2, -Infinity));
  });

  test('scoresOf ignores infinite scores of pruned weights', () => {
    const scores = layers({ a: [Infinity, 2, 3, -Infinity], b: [1, 2] });
    expect(scored(scores, { mask: bits({ a: [0, 1, 1, 0], b: [1, 1] }) })).toEqual(scores);
  });

  test('scoresOf throws for infinite scores also after layer collapse', () => {
    const scores = layers({ a: [Infinity, 1, 1, 1], b: [1, 2] });
    const mask = bits({ a: [1, 1, 1, 1], b: [0, 0] });
    expect(() => scored(scores, { mask })).toThrow(new NonFiniteError('scores "a"', 0, Infinity));
  });
});

describe('scoresOf with equal scores for all surviving weights of a layer', () => {
  test('scoresOf throws for equal scores of different weights, and names the layer', () => {
    expect(() => scored(layers({ a: [1, 2, 3, 4], b: [5, 5] }))).not.toThrow();
    expect(() => scored(layers({ a: [7, 7, 7, 7], b: [1, 2] }))).toThrow(equal('a', 7));
    expect(() => scored(layers({ a: [0, -0, 0, -0], b: [1, 2] }))).toThrow(equal('a', 0));
  });

  test('scoresOf checks every layer for equal scores', () => {
    const wide = layers({ a: [1, 2, 3], b: [1, 2, 3] });
    const change = { trained: wide, mask: Mask.dense(wide) };
    expect(() => scored(layers({ a: [1, 2, 3], b: [2, 2, 2] }), change)).toThrow(equal('b', 2));
  });

  test('scoresOf throws for three equal scores and accepts two', () => {
    const scores = layers({ a: [9, 5, 5, 5], b: [1, 2] });
    expect(() => scored(scores, { mask: bits({ a: [0, 1, 1, 1], b: [1, 1] }) })).toThrow(equal('a', 5));
    expect(scored(scores, { mask: bits({ a: [0, 1, 1, 0], b: [1, 1] }) })).toEqual(scores);
  });

  test('scoresOf accepts equal scores of weights with the same magnitude from a criterion of their values', () => {
    const constant = layers({ a: [0.5, -0.5, 0.5, 0.5], b: [0.25, -0.25] });
    expect(() => scored(layers({ a: [1, 1, 1, 1], b: [1, 1] }), { trained: constant })).not.toThrow();
  });

  test('scoresOf throws for equal scores of weights with the same magnitude if the criterion uses derivatives', () => {
    const constant = layers({ a: [0.5, -0.5, 0.5, 0.5], b: [0.25, -0.25] });
    const derivatives = { gradients: () => layers({ a: [0, 0, 0, 0], b: [1, 1] }) };
    const change = { criterion: CRITERIA.snip, trained: constant, derivatives };
    expect(() => scored(constant, change)).toThrow(equal('a', 0));
  });

  test('scoresOf ignores pruned weights when it compares scores', () => {
    const constant = layers({ a: [0, -0.5, 0.5, 0.5], b: [0.25, -0.25] });
    const change = { trained: constant, mask: bits({ a: [0, 1, 1, 1], b: [1, 1] }) };
    expect(() => scored(layers({ a: [3, 1, 1, 1], b: [1, 1] }), change)).not.toThrow();
  });

  test('scoresOf accepts equal scores after layer collapse, where every derivative is 0', () => {
    const mask = bits({ a: [1, 1, 1, 1], b: [0, 0] });
    expect(() => scored(layers({ a: [0, 0, 0, 0], b: [0, 0] }), { mask })).not.toThrow();
  });

  test('scoresOf throws for equal scores next to a layer without weights, which is not a collapse', () => {
    const weights = layers({ a: [1, -2, 3, -4], b: [1, 2], none: [] });
    const change = { trained: weights, mask: Mask.dense(weights) };
    expect(() => scored(layers({ a: [7, 7, 7, 7], b: [1, 2], none: [] }), change)).toThrow(equal('a', 7));
  });

  test('scoresOf leaves NaN to the selection', () => {
    const nan = layers({ a: [Number.NaN, Number.NaN, Number.NaN, Number.NaN], b: [1, 2] });
    expect(scored(nan)).toEqual(nan);
  });
});

test('scoresOf throws a ShapeError for a layer with the wrong number of scores', () => {
  expect(() => scored(layers({ a: [1, 2, 3], b: [1, 2] }))).toThrow(
    new ShapeError('scores "a"', 'must have 4 entries', 3),
  );
});

test('a search rejects a criterion that gives every weight the same score', async () => {
  const { model, trainer } = logistic();
  const criterion: Criterion = ({ trained: weights, layer }) =>
    (weights.get(layer) as Float32Array).map(() => 1);
  const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1, criterion });
  await expect(pruner.findTicket(model, trainer)).rejects.toThrow(equal('linear', 1));
});
