// A search starts with initial weights. A trainer that has been used is rejected, as far as it tells.

import { describe, expect, test } from 'vitest';
import { LotteryTicketPruner, type Progress, RewindStrategy, ValueError } from '../../src/pruning/index.ts';
import { network, trainerOf } from '../training/small.ts';
import { toy } from './toy.ts';

const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 2 });
const message = (steps: number) =>
  `trainer.steps: must be 0: a search starts at initial weights. Make a new model, or reset the trainer, got ${steps}`;

describe('SupervisedTrainer', () => {
  test('SupervisedTrainer that has trained the model is rejected with a remedy', async () => {
    const model = network();
    const trainer = trainerOf(model);
    await trainer.train({ from: 0, to: 3 });
    const state = model.state();
    const failure = await pruner.findTicket(model, trainer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ValueError);
    expect((failure as Error).message).toBe(message(3));
    expect(model.state()).toEqual(state);
  });

  test('SupervisedTrainer is accepted after reset, which declares its weights to be initial ones', async () => {
    const model = network();
    const trainer = trainerOf(model);
    await trainer.train({ from: 0, to: 3 });
    trainer.reset();
    expect(trainer.steps).toBe(0);
    expect((await pruner.findTicket(model, trainer)).remainingParameters).toBe(12);
  });
});

describe('any trainer with steps', () => {
  test.each([1, 1000, -1, Number.NaN])('a trainer is rejected: %s', async (steps) => {
    const { model, trainer, trained } = toy();
    await expect(pruner.findTicket(model, { ...trainer, steps })).rejects.toThrow(message(steps));
    expect(trained).toEqual([]);
  });

  test('a trainer with steps 0 is accepted', async () => {
    const { model, trainer } = toy();
    expect((await pruner.findTicket(model, { ...trainer, steps: 0 })).remainingParameters).toBe(4);
  });

  test('a search may be resumed with any number of steps', async () => {
    const model = network();
    const trainer = trainerOf(model);
    const early = new LotteryTicketPruner({
      ...{ targetSparsity: 0.5, pruningRounds: 2 },
      rewindStrategy: RewindStrategy.early({ iteration: 5 }),
    });
    let last: Progress | undefined;
    for await (const { progress } of early.rounds(model, trainer)) {
      expect(trainer.steps).toBe(5);
      const resumed = network();
      const ticket = await early.findTicket(resumed, trainerOf(resumed), { resume: progress });
      expect(ticket.remainingParameters).toBe(12);
      last = progress;
      break;
    }
    expect((await early.findTicket(model, trainer, { resume: last as Progress })).remainingParameters).toBe(
      12,
    );
    await expect(early.findTicket(model, trainer)).rejects.toThrow(message(5));
  });
});
