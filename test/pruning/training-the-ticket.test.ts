// Training a found ticket in a model that does not hold the mask by itself.

import { expect, test } from 'vitest';
import { LotteryTicketPruner, RewindStrategy, ShapeError, ValueError } from '../../src/pruning/index.ts';
import { toy } from './toy.ts';

const pruner = new LotteryTicketPruner({
  targetSparsity: 0.75,
  pruningRounds: 2,
  rewindStrategy: RewindStrategy.early({ iteration: 1 }),
});

const span = { round: 3, from: 1, to: 4 };
const zeros = (values: Float32Array) => values.filter((value) => Object.is(value, 0)).length;

test('ticket.afterUpdate keeps the pruned weights at +0 after each update', async () => {
  const { w, model, trainer } = toy();
  const ticket = await pruner.findTicket(model, trainer);
  const before = w.slice();
  const counts: number[] = [];
  await trainer.train({
    ...span,
    afterUpdate() {
      for (let i = 0; i < w.length; i++) w[i] -= 3; // as momentum does, also to pruned weights
      ticket.afterUpdate(model);
      counts.push(zeros(w));
    },
  });
  expect(counts).toEqual([6, 6, 6]);
  const bits = ticket.mask.layers.get('w') as Uint8Array;
  w.forEach((value, i) => {
    if (bits[i] === 1) expect(value).not.toBe(before[i]);
    else expect(value).toBe(0);
  });
});

test('ticket.afterUpdate keeps the pruned weights of another model, to which the ticket was applied, at +0', async () => {
  const found = toy();
  const ticket = await pruner.findTicket(found.model, found.trainer);
  const { w, model, trainer } = toy();
  pruner.applyTicket(model, ticket);
  await trainer.train({
    ...span,
    afterUpdate() {
      for (let i = 0; i < w.length; i++) w[i] -= 3;
      ticket.afterUpdate(model);
    },
  });
  expect(zeros(w)).toBe(6);
});

test('ticket.afterUpdate throws for a model with other names or sizes', async () => {
  const { model, trainer } = toy();
  const ticket = await pruner.findTicket(model, trainer);
  const other = (name: string, size: number) => ({
    prunableWeights: () => new Map([[name, new Float32Array(size)]]),
  });
  expect(() => ticket.afterUpdate(other('v', 8))).toThrow(ValueError);
  expect(() => ticket.afterUpdate(other('w', 9))).toThrow(ShapeError);
});
