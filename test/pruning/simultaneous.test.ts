// One model is in one search at a time.

import { describe, expect, test } from 'vitest';
import { LotteryTicketPruner, type PrunableModel } from '../../src/pruning/index.ts';
import { toy } from './toy.ts';

const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 2 });
const other = new LotteryTicketPruner({ targetSparsity: 0.75, pruningRounds: 1 });
const message = 'model: must not be in another search: end that one first, got an Object';

describe('a second search is rejected', () => {
  test('a second search is rejected while the first one trains, without disturbing the first one', async () => {
    const { model, trainer } = toy();
    const clean = toy();
    const [first, second] = await Promise.allSettled([
      pruner.findTicket(model, trainer),
      other.findTicket(model, trainer),
    ]);
    expect(second).toMatchObject({ status: 'rejected', reason: { name: 'ValueError', message } });
    const digest = await (await pruner.findTicket(clean.model, clean.trainer)).digest();
    expect(first.status === 'fulfilled' && (await first.value.digest())).toBe(digest);
  });

  test('a second search is rejected between the rounds of the first one', async () => {
    const { model, trainer } = toy();
    for await (const _ of pruner.rounds(model, trainer))
      await expect(other.findTicket(model, trainer)).rejects.toThrow(message);
  });

  test('a second search is rejected for another object with the same arrays', async () => {
    const { model, trainer } = toy();
    const alias: PrunableModel = { prunableWeights: () => new Map(model.prunableWeights()) };
    for await (const _ of pruner.rounds(model, trainer))
      await expect(other.findTicket(alias, trainer)).rejects.toThrow(message);
  });
});

test('two models can be searched at the same time', async () => {
  const [a, b] = [toy(), toy()];
  const [first, second] = await Promise.all([
    pruner.findTicket(a.model, a.trainer),
    pruner.findTicket(b.model, b.trainer),
  ]);
  expect(await first.digest()).toBe(await second.digest());
});

describe('a model is free again', () => {
  const isFree = async ({ model, trainer }: Pick<ReturnType<typeof toy>, 'model' | 'trainer'>) =>
    expect((await other.findTicket(model, trainer)).remainingParameters).toBe(2);

  test('a model can be searched again after a search', async () => {
    const { model, trainer } = toy();
    await pruner.findTicket(model, trainer);
    await isFree({ model, trainer });
  });

  test('a model can be searched again after an error in training', async () => {
    const { model, trainer } = toy();
    const train = () => Promise.reject(new Error('out of memory'));
    await expect(pruner.findTicket(model, { ...trainer, train })).rejects.toThrow('out of memory');
    await isFree({ model, trainer });
  });

  test('a model can be searched again after iteration has ended early', async () => {
    const { model, trainer } = toy();
    for await (const _ of pruner.rounds(model, trainer)) break;
    await isFree({ model, trainer });
  });

  test('a model can be searched again after a search that was rejected', async () => {
    const { model, trainer } = toy();
    const wrong = new LotteryTicketPruner({ targetSparsity: 0.01, pruningRounds: 5 });
    await expect(wrong.findTicket(model, trainer)).rejects.toThrow('targetSparsity: must be above');
    await isFree({ model, trainer });
  });

  test('a model can be searched before the first round of another search is requested', async () => {
    const { model, trainer } = toy();
    pruner.rounds(model, trainer);
    await isFree({ model, trainer });
  });
});

test('training the model between rounds does not change later rounds', async () => {
  const clean = toy();
  const digest = await (await pruner.findTicket(clean.model, clean.trainer)).digest();
  const { model, trainer, w, b } = toy();
  let last = '';
  for await (const { ticket } of pruner.rounds(model, trainer)) {
    last = await ticket.digest();
    w.fill(9);
    b.fill(9);
  }
  expect(last).toBe(digest);
  expect(w[0]).toBe(9); // the model is left as it is after the last round
});

test('a finished search is resumed from a structured clone of its progress', async () => {
  const { model, trainer } = toy();
  const ticket = await pruner.findTicket(model, trainer);
  const other = toy();
  for await (const { round, progress } of pruner.rounds(other.model, other.trainer)) {
    if (round < 2) continue;
    const fresh = toy();
    const resumed = await pruner.findTicket(fresh.model, fresh.trainer, {
      resume: structuredClone(progress),
    });
    expect(await resumed.digest()).toBe(await ticket.digest());
    expect(fresh.trained).toEqual([]);
  }
});
