// A training that changes no weight has trained another model, or none.

import { describe, expect, test } from 'vitest';
import {
  LotteryTicketPruner,
  Mask,
  type PrunableModel,
  RewindStrategy,
  TicketError,
  type Trainer,
} from '../../src/pruning/index.ts';
import { toy } from './toy.ts';

const options = { targetSparsity: 0.75, pruningRounds: 2 };
const pruner = new LotteryTicketPruner(options);

const message = (round: number) =>
  `trainer: must train the arrays of this model, but no prunable weight changed in round ${round} (see allowUntrained)`;

/** Trains by calling a function once per iteration. */
const trainerOf = (update: (round: number) => void): Trainer => ({
  iterations: 2,
  train({ round, from, to, afterUpdate }) {
    for (let clock = from; clock < to; clock++) {
      update(round);
      afterUpdate(clock + 1);
    }
  },
});

async function errorOf(model: PrunableModel, trainer: Trainer, of = pruner): Promise<string> {
  const failure = await of.findTicket(model, trainer).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TicketError);
  return (failure as Error).message;
}

describe('a search rejects', () => {
  test('a search rejects a trainer of another model', async () => {
    const { model, w } = toy();
    const before = w.slice();
    expect(await errorOf(model, toy().trainer)).toBe(message(1));
    expect(w).toEqual(before);
  });

  test('a search rejects a trainer that makes no updates', async () => {
    expect(
      await errorOf(
        toy().model,
        trainerOf(() => {}),
      ),
    ).toBe(message(1));
  });

  test('a search rejects a first round that changes only other weights', async () => {
    const { model, b } = toy();
    expect(
      await errorOf(
        model,
        trainerOf(() => {
          b[0]++;
        }),
      ),
    ).toBe(message(1));
  });

  test('a search rejects a later round that changes nothing, or only pruned weights', async () => {
    const { w, model } = toy();
    const once = trainerOf((round) => {
      if (round === 1) w[7]++;
    });
    expect(await errorOf(model, once)).toBe(message(2));
    const other = toy();
    const { prunableWeights } = other.model;
    const pruned = trainerOf((round) => {
      if (round === 1) other.w[7]++;
      else other.w[0]++;
    });
    expect(await errorOf({ prunableWeights }, pruned)).toBe(message(2));
  });

  test('a search with a strategy that keeps trained weights rejects a round that changes nothing', async () => {
    const { w, model } = toy();
    const once = trainerOf((round) => {
      if (round === 1) w[7]++;
    });
    const tuning = new LotteryTicketPruner({ ...options, rewindStrategy: RewindStrategy.none() });
    expect(await errorOf(model, once, tuning)).toBe(message(2));
  });
});

describe('a search accepts', () => {
  test.each([0, 7])('a search accepts a change of weight %i alone', async (i) => {
    const { w, model } = toy();
    const change = trainerOf(() => {
      w[i] += 10;
    });
    const { mask } = await pruner.findTicket(model, change);
    expect(mask.layers.get('w')?.[i]).toBe(1);
  });

  test('a search accepts a change in the second of two layers if the trainer states that it trains both', async () => {
    const [a, b] = [Float32Array.of(1, 2), Float32Array.of(3, 4)];
    const model = { prunableWeights: () => new Map(Object.entries({ a, b })) };
    const change = trainerOf(() => {
      b[1]++;
    });
    const both = { ...change, trainedWeights: () => [a, b] };
    expect((await pruner.findTicket(model, both)).remainingParameters).toBe(1);
  });

  test('a search accepts a later round that changes only other weights, because pruning may cut every path', async () => {
    const { w, b, model } = toy();
    const cut = trainerOf((round) => {
      if (round === 1) w[7]++;
      b[0]++;
    });
    expect((await pruner.findTicket(model, cut)).remainingParameters).toBe(2);
  });

  test('a search with allowUntrained accepts training without changes and keeps the largest initial weights', async () => {
    const { model } = toy();
    const untrained = new LotteryTicketPruner({ ...options, allowUntrained: true });
    const { mask } = await untrained.findTicket(
      model,
      trainerOf(() => {}),
    );
    expect(mask).toEqual(new Mask(new Map([['w', Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1)]])));
  });
});
