import { expect, test } from 'vitest';
import { reinitializedModel } from '../../src/experiments/controls/random-reinitialization.ts';
import { initialModel } from '../../src/experiments/trial.ts';
import { mlp } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';

// Experiments compare with the dense network and set masks of their own, which would revive what is pruned.
test('an experiment rejects a network that is already under a mask', () => {
  const makeModel = (random: Random) => {
    const model = mlp([2, 2], { random });
    model.setMask(new Map([['fc1.weight', [1, 0, 1, 1]]]));
    return model;
  };
  const source = { makeModel, random: new Random(1) };
  for (const make of [initialModel, reinitializedModel])
    expect(() => make(source)).toThrow('makeModel: must return a network without a mask, got ["fc1.weight"]');
  const makeDense = (random: Random) => mlp([2, 2], { random });
  expect(initialModel({ ...source, makeModel: makeDense }).getMask().size).toBe(0);
});
