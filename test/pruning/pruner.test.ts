import { describe, expect, test } from 'vitest';
import {
  LotteryTicketPruner,
  planRewind,
  RewindStrategy,
  type Round,
  remainingCount,
  type Scope,
  type WinningTicket,
} from '../../src/pruning/index.ts';
import { bitsOf, type Client, clients, ITERATIONS, logistic, network, type Snapshot } from './clients.ts';

const SPARSITY = 0.8;
const ROUNDS = 4;
const T = ITERATIONS;

const strategies = [
  ['init', RewindStrategy.init()],
  ['early at iteration 3', RewindStrategy.early({ iteration: 3 })],
  ['early at a quarter', RewindStrategy.early({ fraction: 0.25 })],
  ['early at the last iteration but one', RewindStrategy.early({ iteration: T - 1 })],
  ['late at half', RewindStrategy.late({ fraction: 0.5 })],
  ['weights only, to iteration 3', RewindStrategy.weightsOnly({ iteration: 3 })],
  ['weights only, fine-tuned for 2', RewindStrategy.weightsOnly({ fraction: 0.25, fineTuneIterations: 2 })],
  ['none', RewindStrategy.none()],
  ['none, fine-tuned for 3', RewindStrategy.none({ fineTuneIterations: 3 })],
] as const;

const prunerOf = (rewind: RewindStrategy = RewindStrategy.init(), scope: Scope = 'global') =>
  new LotteryTicketPruner({ targetSparsity: SPARSITY, pruningRounds: ROUNDS, rewindStrategy: rewind, scope });

async function roundsOf(pruner: LotteryTicketPruner, { model, trainer }: Client): Promise<Round<number>[]> {
  const rounds: Round<number>[] = [];
  for await (const round of pruner.rounds(model, trainer)) rounds.push(round);
  return rounds;
}

/** What the strategy's own sentence says that survivors return to after round k. */
function rewindPoint(rewind: RewindStrategy, { first, ends }: Client['diary'], k: number): Snapshot {
  const { checkpoint } = planRewind(rewind, T);
  return checkpoint === null ? ends[k - 1] : first[checkpoint];
}

/** m ⊙ W, pruned weights +0, as bits. */
function maskedBits(ticket: WinningTicket, { weights }: Snapshot): Record<string, number[]> {
  const all = Object.entries(bitsOf(weights));
  return Object.fromEntries(
    all.map(([name, words]) => [
      name,
      words.map((word, i) => (ticket.mask.layers.get(name)?.[i] === 1 ? word : 0)),
    ]),
  );
}

describe.each(clients)('with %s', (_, make) => {
  describe.each(strategies)('rewinding %s', (_, rewind) => {
    test('every round trains the span of the rewind strategy under the current mask, and weights change', async () => {
      const client = make();
      const rounds = await roundsOf(prunerOf(rewind), client);
      const { from, to } = planRewind(rewind, T);
      const total = rounds[0].ticket.totalParameters;
      expect(client.diary.spans).toEqual(
        rounds.map(({ round }) => ({
          round,
          ...(round === 1 ? { from: 0, to: T } : { from, to }),
          remaining: remainingCount(total, SPARSITY, ROUNDS, round - 1),
        })),
      );
      client.diary.starts.forEach(({ weights }, i) => {
        const mask = i === 0 ? null : rounds[i - 1].ticket.mask;
        const [before, after] = [weights, client.diary.ends[i].weights].map(bitsOf);
        for (const [name, words] of Object.entries(before)) {
          words.forEach((word, j) => {
            if (mask?.layers.get(name)?.[j] === 0) expect(after[name][j]).toBe(0);
            else expect(after[name][j]).not.toBe(word);
          });
        }
      });
    });

    test('surviving weights return to their recorded values bit for bit, others with them, and pruned weights are +0', async () => {
      const client = make();
      for await (const { round, ticket } of prunerOf(rewind).rounds(client.model, client.trainer)) {
        const point = rewindPoint(rewind, client.diary, round);
        expect(bitsOf(ticket.weights)).toEqual(maskedBits(ticket, point));
        expect(bitsOf(ticket.others)).toEqual(bitsOf(point.others));
        expect(bitsOf(client.model.prunableWeights())).toEqual(bitsOf(ticket.weights));
        expect(bitsOf(client.model.otherWeights?.() ?? new Map())).toEqual(bitsOf(ticket.others));
      }
    });

    test('each round exposes the weights and optimizer state at the end of its training', async () => {
      const client = make();
      for await (const { round, trained } of prunerOf(rewind).rounds(client.model, client.trainer)) {
        const { weights, others, memory } = client.diary.ends[round - 1];
        expect(bitsOf(trained.weights)).toEqual(bitsOf(weights));
        expect(bitsOf(trained.others)).toEqual(bitsOf(others));
        expect(trained.optimizer).toEqual(memory);
      }
    });

    test('the optimizer state is rewound with the weights', async () => {
      const client = make();
      for await (const { round } of prunerOf(rewind).rounds(client.model, client.trainer)) {
        expect(client.trainer.state()).toEqual(rewindPoint(rewind, client.diary, round).memory);
      }
      const fresh = make().trainer.state();
      if (rewind.kind === 'init') expect(client.diary.starts.at(-1)?.memory).toEqual(fresh);
      else expect(client.diary.starts.at(-1)?.memory).not.toEqual(fresh);
    });

    test('a search resumed after any round ends with the same digest, in a new network or the used one', async () => {
      const used = make();
      const rounds = await roundsOf(prunerOf(rewind), used);
      const whole = await rounds[ROUNDS - 1].ticket.digest();
      for (const { progress } of rounds) {
        for (const { model, trainer, diary } of [make(), used]) {
          const before = diary.spans.length;
          const ticket = await prunerOf(rewind).findTicket(model, trainer, { resume: progress });
          expect(await ticket.digest()).toBe(whole);
          expect(ticket.sparsityHistory).toEqual(rounds[ROUNDS - 1].ticket.sparsityHistory);
          expect(diary.spans.length - before).toBe(ROUNDS - progress.round);
        }
      }
    });
  });

  test('masks are monotone and keep exactly the counts of the schedule', async () => {
    for (const scope of ['global', 'layerwise'] as const) {
      const rounds = await roundsOf(prunerOf(RewindStrategy.init(), scope), make());
      expect(rounds.map(({ round }) => round)).toEqual([1, 2, 3, 4]);
      rounds.forEach(({ round, ticket, progress }, i) => {
        if (scope === 'global') {
          expect(ticket.remainingParameters).toBe(
            remainingCount(ticket.totalParameters, SPARSITY, ROUNDS, round),
          );
        } else {
          for (const { total, remaining } of ticket.layers.values())
            expect(remaining).toBe(remainingCount(total, SPARSITY, ROUNDS, round));
        }
        expect(progress.round).toBe(round);
        expect(progress.mask).toBe(ticket.mask);
        if (i > 0)
          expect(ticket.mask.intersect(rounds[i - 1].ticket.mask).layers).toEqual(ticket.mask.layers);
      });
    }
  });

  test('the weights that grew largest in training survive', async () => {
    const client = make();
    for await (const { round, ticket } of prunerOf().rounds(client.model, client.trainer)) {
      const kept: number[] = [];
      const lost: number[] = [];
      for (const [name, values] of client.diary.ends[round - 1].weights) {
        values.forEach((value, i) => {
          (ticket.mask.layers.get(name)?.[i] === 1 ? kept : lost).push(Math.abs(value));
        });
      }
      expect(Math.min(...kept)).toBeGreaterThanOrEqual(Math.max(...lost));
    }
  });

  test('each round contains the result of its trainer', async () => {
    const client = make();
    const results = (await roundsOf(prunerOf(), client)).map(({ training }) => training);
    for (const loss of results) expect(loss).toBeGreaterThan(0);
    expect(new Set(results).size).toBe(ROUNDS);
  });

  test('a single round is one-shot pruning: one training, and the target at once', async () => {
    const { model, trainer, diary } = make();
    const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 });
    const ticket = await pruner.findTicket(model, trainer);
    expect(diary.spans.map(({ from, to }) => [from, to])).toEqual([[0, T]]);
    expect(ticket.sparsity).toBe(0.5);
    expect(ticket.sparsityHistory).toEqual([0.5]);
  });

  test('findTicket returns the last of rounds, and leaves the network ready to train the ticket', async () => {
    const { model, trainer } = make();
    const ticket = await prunerOf().findTicket(model, trainer);
    const last = (await roundsOf(prunerOf(), make())).at(-1) as Round<number>;
    expect(await ticket.digest()).toBe(await last.ticket.digest());
    expect(ticket.sparsityHistory).toEqual(last.ticket.sparsityHistory);
    expect(bitsOf(model.prunableWeights())).toEqual(bitsOf(ticket.weights));
  });

  test('the same seed gives the same digest, and another seed another digest', async () => {
    const digest = async (seed: number) => {
      const { model, trainer } = make(seed);
      return (await prunerOf().findTicket(model, trainer)).digest();
    };
    const first = await digest(7);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest(7)).toBe(first);
    expect(await digest(8)).not.toBe(first);
  });

  test('iteration that stops early trains no further round', async () => {
    const { model, trainer, diary } = make();
    for await (const { round } of prunerOf().rounds(model, trainer)) if (round === 2) break;
    expect(diary.spans.length).toBe(2);
  });

  test('training the network after a search does not change its ticket or earlier rounds', async () => {
    const { model, trainer } = make();
    const rounds: Round<number>[] = [];
    const digests: string[] = [];
    for await (const round of prunerOf().rounds(model, trainer)) {
      rounds.push(round);
      digests.push(await round.ticket.digest());
    }
    for (const weights of [model.prunableWeights(), model.otherWeights?.() ?? new Map()])
      for (const values of weights.values()) values.fill(3);
    for (const [i, { ticket }] of rounds.entries()) expect(await ticket.digest()).toBe(digests[i]);
  });

  test('modifying a ticket between rounds does not affect later rounds', async () => {
    const { model, trainer } = make();
    const spoiled = prunerOf().rounds(model, trainer);
    let last: WinningTicket | undefined;
    let own = '';
    for await (const { ticket } of spoiled) {
      last = ticket;
      own = await ticket.digest();
      for (const values of [...ticket.weights.values(), ...ticket.others.values()]) values.fill(9);
      (ticket.sparsityHistory as number[]).length = 0;
    }
    const clean = make();
    const ticket = await prunerOf().findTicket(clean.model, clean.trainer);
    expect(own).toBe(await ticket.digest());
    expect(await last?.digest()).not.toBe(own);
  });
});

test('a layer that loses all its weights is reported, and the network keeps at least one weight', async () => {
  const { model, trainer } = logistic(1, (_, __, model) => {
    const small = model.prunableWeights().get('linear') as Float32Array;
    small.forEach((value, i) => {
      small[i] = value / 1024;
    });
  });
  const pruner = new LotteryTicketPruner({ targetSparsity: 0.99, pruningRounds: 2 });
  const emptied: (readonly string[])[] = [];
  let left = 0;
  for await (const { emptiedLayers, ticket } of pruner.rounds(model, trainer)) {
    emptied.push(emptiedLayers);
    left = ticket.remainingParameters;
  }
  expect(emptied).toEqual([['linear'], ['linear']]);
  expect(left).toBe(1);
});

test('a custom criterion is called for every layer with trained and initial weights', async () => {
  const { model, trainer, diary } = logistic();
  const asked: string[] = [];
  const pruner = new LotteryTicketPruner({
    targetSparsity: 0.5,
    pruningRounds: 1,
    criterion: ({ trained, initial, layer }) => {
      asked.push(layer);
      expect(bitsOf(trained)).toEqual(bitsOf(diary.ends[0].weights));
      expect(bitsOf(initial)).toEqual(bitsOf(diary.first[0].weights));
      return (trained.get(layer) as Float32Array).map((_, i) => i);
    },
  });
  const { mask } = await pruner.findTicket(model, trainer);
  expect(asked).toEqual(['linear', 'square']);
  for (const bits of mask.layers.values()) expect([...bits]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
});

test('plan returns what the rounds do, and trains nothing', async () => {
  const { model, trainer, diary } = network();
  const before = bitsOf(model.prunableWeights());
  const pruner = prunerOf(RewindStrategy.early({ iteration: 3 }), 'layerwise');
  const { levels, rewind } = pruner.plan(model, trainer);
  expect(diary.spans).toEqual([]);
  expect(bitsOf(model.prunableWeights())).toEqual(before);
  expect(rewind).toEqual({ checkpoint: 3, from: 3, to: T });
  const rounds = await roundsOf(pruner, { model, trainer, diary });
  rounds.forEach(({ ticket }, i) => {
    for (const [name, { remaining }] of ticket.layers) expect(remaining).toBe(levels[i].get(name));
  });
});

test('a trainer without state and a network without other weights are supported', async () => {
  const values = Float32Array.of(4, -3, 2, -1);
  const model = { prunableWeights: () => new Map([['w', values]]) };
  const trainer = {
    iterations: 2,
    train: ({ from, to, afterUpdate }: { from: number; to: number; afterUpdate(clock: number): void }) => {
      for (let clock = from; clock < to; clock++) {
        values.forEach((value, i) => {
          values[i] = value * 2;
        });
        afterUpdate(clock + 1);
      }
    },
  };
  const ticket = await new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 2 }).findTicket(
    model,
    trainer,
  );
  expect(ticket.weights).toEqual(new Map([['w', Float32Array.of(4, -3, 0, 0)]]));
  expect(ticket.others).toEqual(new Map());
  expect(ticket.sparsityHistory).toEqual([0.25, 0.5]);
});
