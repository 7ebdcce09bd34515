// Score training checks all of its data before the first unit is trained.

import { describe, expect, test } from 'vitest';
import type { Split } from '../../../src/data/index.ts';
import { ValueError } from '../../../src/errors.ts';
import { checkScores } from '../../../src/experiments/subnetwork/train-scores.ts';
import { SGD } from '../../../src/optim/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { moons } from '../../training/small.ts';

const check = (changed: Partial<Split>) =>
  checkScores(
    { data: { ...moons(), ...changed }, random: new Random(1) },
    { hidden: [4], makeOptimizer: (s) => new SGD(s, { learningRate: 1 }), batchSize: 8, iterations: 2 },
  );

describe('checkScores', () => {
  const { validation, test: testSet } = moons();
  const values = testSet.inputs.values().slice();
  values[2 * 13] = Number.NaN;

  test.each<[string, Partial<Split>, string]>([
    [
      'a label out of range',
      { validation: { ...validation, labels: validation.labels.with(7, 2) } },
      'validation example 7: must have a label below 2, got 2',
    ],
    [
      'fewer labels than inputs',
      { test: { ...testSet, labels: testSet.labels.slice(1) } },
      'test inputs: must be a matrix of 19 rows, one for each label, got [20, 2]',
    ],
    [
      'an empty part',
      { test: { ...testSet, inputs: tensor([], [0, 2]), labels: new Uint8Array(0) } },
      'test set: must have at least one example, got 0',
    ],
    [
      'a NaN',
      { test: { ...testSet, inputs: tensor(values, [20, 2]) } },
      'test example 13[0]: must be finite, got NaN',
    ],
  ])('reports %s with its part and position', (_, changed, message) => {
    expect(() => check(changed)).toThrow(ValueError);
    expect(() => check(changed)).toThrow(message);
  });

  test('accepts a split whose parts fit each other', () => {
    expect(() => check({})).not.toThrow();
  });
});
