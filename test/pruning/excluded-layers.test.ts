// Layers that are excluded from pruning are trained, rewound and part of the ticket, but never pruned.

import { describe, expect, test } from 'vitest';
import { decodeTicket, encodeTicket } from '../../src/formats/index.ts';
import type { Module } from '../../src/nn/index.ts';
import { LotteryTicketPruner, RewindStrategy } from '../../src/pruning/index.ts';
import { bitsOf, type Client, network } from './clients.ts';

/** The mlp of 4-6-3, whose output layer `fc2` is excluded in one of two ways. */
const WAYS: Readonly<Record<string, () => Client>> = {
  exclude() {
    const client = network();
    (client.model as Module).exclude('fc2');
    return client;
  },
  'an override of prunableWeights'() {
    const client = network();
    const own = client.model.prunableWeights.bind(client.model);
    client.model.prunableWeights = () => new Map([...own()].filter(([name]) => name !== 'fc2.weight'));
    return client;
  },
};

describe.each(Object.entries(WAYS))('a layer left out by %s', (_, make) => {
  test.each([
    ['init', RewindStrategy.init(), 0],
    ['early', RewindStrategy.early({ iteration: 3 }), 3],
  ])(
    'an excluded layer is rewound by %s in every round and is dense in the ticket',
    async (_, rewindStrategy, k) => {
      const { model, trainer, diary } = make();
      const pruner = new LotteryTicketPruner({ targetSparsity: 0.75, pruningRounds: 2, rewindStrategy });
      const ticket = await pruner.findTicket(model, trainer);
      expect([...ticket.mask.layers.keys()]).toEqual(['fc1.weight']);
      expect([ticket.totalParameters, ticket.remainingParameters]).toEqual([24, 6]);
      const expected = diary.first[k].others;
      expect([...expected.keys()]).toEqual(['fc1.bias', 'fc2.weight', 'fc2.bias']);
      expect(bitsOf(diary.ends[1].others)).not.toEqual(bitsOf(expected)); // it was trained
      expect(bitsOf(diary.starts[1].others)).toEqual(bitsOf(expected));
      expect(bitsOf(ticket.others)).toEqual(bitsOf(expected));
      expect(bitsOf((model as Module).otherWeights())).toEqual(bitsOf(expected));
    },
  );

  test('an excluded layer is transferred with the ticket to another network through a file', async () => {
    const { model, trainer } = make();
    const pruner = new LotteryTicketPruner({ targetSparsity: 0.75, pruningRounds: 1 });
    const found = await pruner.findTicket(model, trainer);
    const ticket = await decodeTicket(await encodeTicket(found), 'ticket');
    const other = make();
    for (const values of (other.model as Module).otherWeights().values()) values.fill(9);
    pruner.applyTicket(other.model, ticket);
    expect(bitsOf((other.model as Module).state())).toEqual(bitsOf((model as Module).state()));
  });
});
