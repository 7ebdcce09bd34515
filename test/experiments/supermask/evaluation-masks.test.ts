import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  expectedWeights,
  rescaled,
  sampledMask,
  signedConstants,
  thresholdedMask,
} from '../../../src/experiments/index.ts';
import { sigmoid } from '../../../src/numeric/index.ts';
import { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { entries } from '../subnetwork/small.ts';

const layer = (...values: number[]) => new Map([['a', Float32Array.from(values)]]);

test('the thresholded mask keeps exactly the positive scores', () => {
  expect(entries(thresholdedMask(layer(0, -0, 2 ** -149, -(2 ** -149), 3, -3)))).toEqual([
    [0, 0, 1, 0, 1, 0],
  ]);
});

test('scores far out leave nothing to chance: every sample is the thresholded mask', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(-200, 200), { minLength: 1 }), fc.nat(), (scores, seed) => {
      const sample = sampledMask(layer(...scores), new Random(seed));
      expect(entries(sample)).toEqual(entries(thresholdedMask(layer(...scores))));
    }),
  ));

test('the expected weights are W ⊙ σ(s)', () => {
  const { fround } = Math;
  const expected = [fround(3 * sigmoid(0.5)), fround(-2 * sigmoid(-1))];
  expect([...(expectedWeights(layer(3, -2), layer(0.5, -1)).get('a') as Float32Array)]).toEqual(expected);
});

test('rescaling multiplies a layer by n ÷ Σm, and leaves a layer without survivors', () => {
  const mask = (...bits: number[]) => new Mask(new Map([['a', Uint8Array.from(bits)]]));
  expect([...(rescaled(layer(1, -2, 3, 4), mask(1, 0, 0, 0)).get('a') as Float32Array)]).toEqual([
    4, -8, 12, 16,
  ]);
  expect([...(rescaled(layer(1, 2), mask(0, 0)).get('a') as Float32Array)]).toEqual([1, 2]);
});

test('signed constants have one magnitude a layer, its deviation, and the weights’ signs', () => {
  const weights = new Map([
    ['a', Float32Array.of(1, -1, 3, -3)],
    ['b', Float32Array.of(-4, 4)],
  ]);
  const σ = Math.fround(Math.sqrt(5));
  const constants = signedConstants(weights);
  expect([...(constants.get('a') as Float32Array)]).toEqual([σ, -σ, σ, -σ]);
  expect([...(constants.get('b') as Float32Array)]).toEqual([-4, 4]);
  expect([...(weights.get('a') as Float32Array)]).toEqual([1, -1, 3, -3]);
});
