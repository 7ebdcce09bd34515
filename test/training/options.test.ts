// A misspelled option must not be ignored: the training would run with a default instead.

import { expect, test } from 'vitest';
import { ValueError } from '../../src/errors.ts';
import type { TrainerOptions } from '../../src/training/index.ts';
import { network, trainerOf } from './small.ts';

test.each([
  ['batchsize', 'batchSize'],
  ['learningRateSchedule', 'schedule'],
  ['evalEvery', 'evaluateEvery'],
  ['onUpdates', 'onUpdate'],
])('SupervisedTrainer throws a ValueError for the unknown option %s and suggests %s', (unknown, similar) => {
  const make = () => trainerOf(network(), { [unknown]: 8 } as Partial<TrainerOptions>);
  expect(make).toThrow(ValueError);
  expect(make).toThrow(`${unknown}: must be an option of a trainer (did you mean ${similar}?), got 8`);
});

test('SupervisedTrainer accepts optional options that are undefined', () => {
  const options = { schedule: undefined, loss: undefined } as unknown as Partial<TrainerOptions>;
  expect(trainerOf(network(), options).iterations).toBe(20);
});
