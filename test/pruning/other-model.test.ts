// A trainer that tells which arrays it trains must train those of the model.

import { describe, expect, test } from 'vitest';
import { LotteryTicketPruner, type Trainer, ValueError } from '../../src/pruning/index.ts';
import { network, trainerOf } from '../training/small.ts';
import { toy } from './toy.ts';

const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 });

describe('SupervisedTrainer', () => {
  test('SupervisedTrainer of another model is rejected before any training', async () => {
    const [model, other] = [network(1), network(1)];
    const trainer = trainerOf(other);
    const failure = await pruner.findTicket(model, trainer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ValueError);
    expect((failure as Error).message).toBe(
      'trainer: must be made for this model: it does not train "fc1.weight", got a SupervisedTrainer',
    );
    expect(trainer.steps).toBe(0);
  });

  test('SupervisedTrainer of the model is accepted, also for a wrapper with the same arrays', async () => {
    const model = network();
    const { mask } = await pruner.findTicket(
      {
        prunableWeights: () => model.prunableWeights(),
        otherWeights: () => model.otherWeights(),
      },
      trainerOf(model),
    );
    expect(mask.remaining).toBe(12);
  });
});

describe('a trainer with trainedWeights', () => {
  const telling = (arrays: Iterable<Float32Array>, from = toy()): [typeof from, Trainer] => [
    from,
    { ...from.trainer, trainedWeights: () => arrays },
  ];

  test('a trainer whose trainedWeights include all prunable arrays is accepted, also as views', async () => {
    const client = toy();
    const view = new Float32Array(client.w.buffer);
    const [, trainer] = telling(new Set([new Float32Array(8), view]), client);
    expect((await pruner.findTicket(client.model, trainer)).remainingParameters).toBe(4);
  });

  test.each([
    ['nothing', () => []],
    ['copies', ({ w }: ReturnType<typeof toy>) => [w.slice()]],
    ['another part of the same buffer', ({ w }: ReturnType<typeof toy>) => [w.subarray(1)]],
    ['a part of the array', ({ w }: ReturnType<typeof toy>) => [w.subarray(0, 7)]],
    ['the other weights only', ({ b }: ReturnType<typeof toy>) => [b]],
  ])('a trainer is rejected if its trainedWeights include %s', async (_, arraysOf) => {
    const client = toy();
    const [, trainer] = telling(arraysOf(client), client);
    await expect(pruner.findTicket(client.model, trainer)).rejects.toThrow(
      'trainer: must be made for this model: it does not train "w", got an Object',
    );
    expect(client.trained).toEqual([]);
  });
});
