// What a search refuses, ends by, or survives.

import { describe, expect, test } from 'vitest';
import {
  LotteryTicketPruner,
  Mask,
  NonFiniteError,
  type Progress,
  type PrunableModel,
  RewindStrategy,
  ShapeError,
  TicketError,
  type Trainer,
  type TrainingSpan,
  ValueError,
  WinningTicket,
} from '../../src/pruning/index.ts';
import { bitsOf, type Client, clients, ITERATIONS, logistic } from './clients.ts';

const pruner = new LotteryTicketPruner({
  targetSparsity: 0.8,
  pruningRounds: 4,
  rewindStrategy: RewindStrategy.early({ iteration: 3 }),
});

/** The same client, trained another way. */
const trainedBy = ({ model, trainer }: Client, train: Trainer['train']): [PrunableModel, Trainer] => [
  model,
  { ...trainer, train },
];

/** A trainer's `train` that only says it trained. */
const calling =
  (...clocks: number[]) =>
  ({ afterUpdate }: TrainingSpan) => {
    for (const clock of clocks) afterUpdate(clock);
  };

async function progressAfter(rounds: number, { model, trainer }: Client): Promise<Progress> {
  for await (const { round, progress } of pruner.rounds(model, trainer))
    if (round === rounds) return progress;
  throw new Error('the search ended early');
}

describe('a trainer must really train', () => {
  test.each([
    ['says nothing', () => undefined, 'trainer: must call afterUpdate after each of 8 updates, got 0 calls'],
    ['stops early', calling(1, 2), 'trainer: must call afterUpdate after each of 8 updates, got 2 calls'],
    ['counts from 0', calling(0, 1), 'afterUpdate: clock must be 1, got 0'],
    ['skips a clock', calling(1, 3), 'afterUpdate: clock must be 2, got 3'],
    ['forgets the clock', calling(undefined as never), 'afterUpdate: clock must be 1, got undefined'],
  ])('a trainer that %s is rejected', async (_, train, message) => {
    const client = logistic();
    await expect(pruner.findTicket(...trainedBy(client, train))).rejects.toThrow(TicketError);
    await expect(pruner.findTicket(...trainedBy(client, train))).rejects.toThrow(message);
  });

  test('a trainer that trains beyond the end of the span is rejected', async () => {
    const client = logistic();
    const train = (span: TrainingSpan) => {
      for (let clock = span.from; clock <= span.to; clock++) span.afterUpdate(clock + 1);
    };
    await expect(pruner.findTicket(...trainedBy(client, train))).rejects.toThrow(
      'trainer: must call afterUpdate after each of 8 updates, got 9 calls',
    );
  });

  test.each([0, 1.5, Number.NaN, -3, Infinity])(
    'a trainer with %s iterations is rejected',
    async (iterations) => {
      const { model, trainer, diary } = logistic();
      await expect(pruner.findTicket(model, { ...trainer, iterations })).rejects.toThrow(
        `trainer.iterations: must be an integer ≥ 1, got ${iterations}`,
      );
      expect(diary.spans).toEqual([]);
    },
  );

  test('a trainer with only one of state and load is rejected', async () => {
    const { model, trainer, diary } = logistic();
    const { state, load, ...rest } = trainer;
    for (const half of [
      { ...rest, state },
      { ...rest, load },
    ]) {
      await expect(pruner.findTicket(model, half)).rejects.toThrow(
        'trainer: must have both state and load, or neither, got "one"',
      );
    }
    expect(diary.spans).toEqual([]);
  });

  test('an error of the trainer is passed on unchanged', async () => {
    const failure = new Error('out of paper');
    const train = () => Promise.reject(failure);
    await expect(pruner.findTicket(...trainedBy(logistic(), train))).rejects.toBe(failure);
  });
});

describe('a mask must be held', () => {
  test('a model that holds its mask and revives a weight is rejected with the name and the index', async () => {
    const client = logistic();
    const model = { ...client.model, setMask: () => undefined };
    await expect(pruner.findTicket(model, client.trainer)).rejects.toThrow(
      /^(linear|square)\[\d+\]: a pruned weight must stay 0 while training, got /,
    );
    expect(client.diary.spans.length).toBe(2);
  });

  test('a trainer that revives a weight after its last update is rejected', async () => {
    const client = logistic();
    const train = async (span: TrainingSpan) => {
      await client.trainer.train(span);
      client.model.prunableWeights().get('linear')?.fill(5);
    };
    await expect(pruner.findTicket(...trainedBy(client, train))).rejects.toThrow(
      'a pruned weight must stay 0 while training, got 5',
    );
  });

  test('the pruner holds the mask of a model without setMask after every update, also with momentum', async () => {
    const seen: boolean[] = [];
    const client = logistic();
    const train = (span: TrainingSpan) =>
      client.trainer.train({
        ...span,
        afterUpdate(clock) {
          span.afterUpdate(clock);
          const weights = client.model.prunableWeights();
          for (const [name, bits] of span.mask.layers) {
            const values = weights.get(name) as Float32Array;
            seen.push(bits.every((bit, i) => bit === 1 || Object.is(values[i], 0)));
          }
        },
      });
    await pruner.findTicket(...trainedBy(client, train));
    expect(seen.length).toBe(2 * (8 + 5 + 5 + 5));
    expect(seen.every(Boolean)).toBe(true);
  });

  test("a model may modify the mask that it receives without changing the pruner's mask", async () => {
    const client = clients[1][1]();
    const setMask = client.model.setMask?.bind(client.model);
    const model: PrunableModel = {
      prunableWeights: () => client.model.prunableWeights(),
      otherWeights: () => client.model.otherWeights?.() ?? new Map(),
      setMask(masks) {
        setMask?.(new Map([...masks].map(([name, bits]) => [name, bits.slice()])));
        for (const bits of masks.values()) bits.fill(0);
      },
    };
    const clean = clients[1][1]();
    const ticket = await pruner.findTicket(model, client.trainer);
    expect(await ticket.digest()).toBe(await (await pruner.findTicket(clean.model, clean.trainer)).digest());
  });
});

describe.each(clients)('numbers of %s must stay finite', (_, make) => {
  test.each([Number.NaN, Infinity, -Infinity])('%s before training is rejected', async (bad) => {
    for (const kind of ['prunableWeights', 'otherWeights'] as const) {
      const { model, trainer, diary } = make();
      const [name, values] = [...(model[kind]?.() ?? [])].at(-1) as [string, Float32Array];
      values[values.length - 1] = bad;
      const failure = await pruner.findTicket(model, trainer).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(NonFiniteError);
      expect(failure).toMatchObject({ parameter: name, index: values.length - 1 });
      expect((failure as Error).message).toBe(`${name}[${values.length - 1}]: must be finite, got ${bad}`);
      expect(diary.spans).toEqual([]);
    }
  });

  test.each([1, 2])('a NaN at the end of round %i is rejected with the name and the index', async (bad) => {
    const { model, trainer } = make(1, (round, clock, model) => {
      const [, values] = [...model.prunableWeights()][0];
      if (round === bad && clock === ITERATIONS) values.fill(Number.NaN);
    });
    const done: number[] = [];
    const search = async () => {
      for await (const { round } of pruner.rounds(model, trainer)) done.push(round);
    };
    const failure = await search().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NonFiniteError);
    const [name] = model.prunableWeights().keys();
    expect((failure as NonFiniteError).parameter).toBe(name);
    expect((failure as Error).message).toMatch(/\[\d+\]: must be finite, got NaN$/);
    expect(done).toEqual(bad === 1 ? [] : [1]);
  });

  test('a NaN score is rejected with the layer and the index', async () => {
    const { model, trainer } = make();
    const scoring = new LotteryTicketPruner({
      targetSparsity: 0.5,
      pruningRounds: 1,
      criterion: ({ trained, layer }) => (trained.get(layer) as Float32Array).map(() => Number.NaN),
    });
    const [name] = model.prunableWeights().keys();
    await expect(scoring.findTicket(model, trainer)).rejects.toThrow(
      `scores "${name}"[0]: must be a number, got NaN`,
    );
  });
});

describe('before any training', () => {
  test.each([
    [
      'pruningRounds: must be at most 2 to prune 24 weights to a sparsity of 0.1 (round 1 would prune none), got 20',
      { targetSparsity: 0.1, pruningRounds: 20 },
    ],
    [
      'rewindStrategy: must be before the end of training, 8, got 8',
      { targetSparsity: 0.5, pruningRounds: 1, rewindStrategy: RewindStrategy.early({ iteration: 8 }) },
    ],
    [
      'rewindStrategy: must be before the end of training, 8, got 500',
      { targetSparsity: 0.5, pruningRounds: 1, rewindStrategy: RewindStrategy.late({ iteration: 500 }) },
    ],
  ])('before any training, %s is rejected', async (message, options) => {
    const { model, trainer, diary } = logistic();
    const before = bitsOf(model.prunableWeights());
    await expect(new LotteryTicketPruner(options).findTicket(model, trainer)).rejects.toThrow(message);
    expect(diary.spans).toEqual([]);
    expect(bitsOf(model.prunableWeights())).toEqual(before);
  });

  test('a network without weights is rejected', async () => {
    const { trainer } = logistic();
    await expect(pruner.findTicket({ prunableWeights: () => new Map() }, trainer)).rejects.toThrow(
      'mask: must have at least one weight, got 0',
    );
  });
});

describe.each(clients)('ended by a signal, %s', (_, make) => {
  test("an abort between rounds throws the signal's reason, trains nothing more and leaves earlier rounds valid", async () => {
    const { model, trainer, diary } = make();
    const controller = new AbortController();
    const reason = new Error('enough');
    const rounds = pruner.rounds(model, trainer, { signal: controller.signal });
    const first = await rounds.next();
    if (first.done) throw new Error('no first round');
    const digest = await first.value.ticket.digest();
    controller.abort(reason);
    await expect(rounds.next()).rejects.toBe(reason);
    expect(diary.spans.length).toBe(1);
    expect(await first.value.ticket.digest()).toBe(digest);
    expect(digest).toBe(await ticketOfRound(1, make()));
  });

  test("an abort inside a round throws the signal's reason, and the search can continue from the last progress", async () => {
    const controller = new AbortController();
    const { model, trainer, diary } = make(1, (round, clock) => {
      if (round === 2 && clock === 5) controller.abort();
    });
    const yielded: Progress[] = [];
    const search = async () => {
      for await (const { progress } of pruner.rounds(model, trainer, { signal: controller.signal }))
        yielded.push(progress);
    };
    await expect(search()).rejects.toMatchObject({ name: 'AbortError' });
    expect(yielded.map(({ round }) => round)).toEqual([1]);
    expect(diary.ends.length).toBe(1);
    const ticket = await pruner.findTicket(model, trainer, { resume: yielded[0] });
    expect(await ticket.digest()).toBe(await ticketOfRound(4, make()));
  });

  test('an abort before the start trains nothing', async () => {
    const { model, trainer, diary } = make();
    await expect(pruner.findTicket(model, trainer, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(diary.spans).toEqual([]);
  });
});

test('a trainer receives the signal of its search, or undefined if there is none', async () => {
  const { signal } = new AbortController();
  for (const options of [{}, { signal }]) {
    const { model, trainer } = logistic();
    const spans: TrainingSpan[] = [];
    const train: Trainer['train'] = (span) => {
      spans.push(span);
      return trainer.train(span);
    };
    await pruner.findTicket(model, { ...trainer, train }, options);
    expect(spans).toHaveLength(4);
    for (const span of spans) {
      expect('signal' in span).toBe('signal' in options);
      if ('signal' in options) expect(span.signal).toBe(options.signal);
    }
  }
});

test("a search throws the signal's reason even if the trainer returns early instead", async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const train = ({ afterUpdate }: TrainingSpan) => {
    afterUpdate(1);
    controller.abort(reason);
  };
  const client = trainedBy(logistic(), train);
  await expect(pruner.findTicket(...client, { signal: controller.signal })).rejects.toBe(reason);
});

async function ticketOfRound(k: number, { model, trainer }: Client): Promise<string> {
  for await (const { round, ticket } of pruner.rounds(model, trainer))
    if (round === k) return ticket.digest();
  throw new Error('the search ended early');
}

describe('a search goes on only from a progress of its own kind', () => {
  const change = async (part: (progress: Progress) => Partial<Progress>) => {
    const client = logistic();
    const progress = await progressAfter(2, client);
    const before = [client.diary.spans.length, bitsOf(client.model.prunableWeights())];
    const resume = { ...progress, ...part(progress) };
    const failure = await pruner
      .findTicket(client.model, client.trainer, { resume })
      .catch((error: unknown) => error);
    expect([client.diary.spans.length, bitsOf(client.model.prunableWeights())]).toEqual(before);
    expect(failure).toBeInstanceOf(ValueError);
    return (failure as Error).message;
  };

  test.each([0, 5, 1.5, Number.NaN])('resuming after round %s of 4 is rejected', async (round) => {
    expect(await change(() => ({ round }))).toBe(`resume.round: must be an integer in [1, 4], got ${round}`);
  });

  test('resuming with a mask of another plan is rejected', async () => {
    expect(await change(() => ({ round: 3 }))).toBe('resume.mask: must keep 7 weights after round 3, got 11');
    expect(await change(({ initial }) => ({ mask: Mask.dense(initial) }))).toBe(
      'resume.mask: must keep 11 weights after round 2, got 24',
    );
  });

  test('resuming with another network is rejected, whichever part differs', async () => {
    const short = (weights: ReadonlyMap<string, Float32Array>) =>
      new Map([...weights].map(([name, values]) => [name, values.slice(1)]));
    expect(await change(({ initial }) => ({ initial: short(initial) }))).toBe(
      'resume.initial "linear": must have 12 entries, got 11',
    );
    expect(
      await change(({ rewindPoint }) => ({
        rewindPoint: { ...rewindPoint, weights: short(rewindPoint.weights) },
      })),
    ).toBe('resume.rewindPoint "linear": must have 12 entries, got 11');
    expect(await change(({ rewindPoint }) => ({ rewindPoint: { ...rewindPoint, others: new Map() } }))).toBe(
      'other weights: must be the layers [], got ["bias"]',
    );
    expect(await change(({ mask }) => ({ mask: new Mask(new Map([...mask.layers].slice(1))) }))).toBe(
      'weights: must be the layers [square], got ["linear", "square"]',
    );
  });
});

test('resuming a search that saved optimizer state without that state is rejected', async () => {
  const { model, trainer } = logistic();
  const resume = await progressAfter(2, { ...logistic() });
  const { state: _, load: __, ...forgetful } = trainer;
  await expect(pruner.findTicket(model, forgetful, { resume })).rejects.toThrow(
    'trainer: must have load, because the search saved a state, got undefined',
  );
});

test.each(['prunableWeights', 'otherWeights'] as const)(
  'a network that loses its %s is refused',
  async (kind) => {
    const { model, trainer } = logistic();
    let isWhole = true;
    const losing = { ...model, [kind]: () => (isWhole ? model[kind]?.() : new Map()) };
    const train = async (span: TrainingSpan) => {
      await trainer.train(span);
      isWhole = false;
    };
    await expect(pruner.findTicket(losing, { ...trainer, train })).rejects.toThrow(ValueError);
  },
);

describe('a network of nothing but weights, and a trainer that remembers nothing', () => {
  /** Half of eight weights grow, the others shrink. */
  function bare(): [PrunableModel, Trainer] {
    const w = Float32Array.from({ length: 8 }, (_, i) => (i + 1) / 8);
    const train = ({ from, to, afterUpdate }: TrainingSpan) => {
      for (let clock = from; clock < to; clock++) {
        for (let i = 0; i < w.length; i++) w[i] *= i % 2 === 0 ? 2 : 0.5;
        afterUpdate(clock + 1);
      }
    };
    return [{ prunableWeights: () => new Map([['w', w]]) }, { iterations: 4, train }];
  }
  const halving = new LotteryTicketPruner({ targetSparsity: 0.75, pruningRounds: 2 });

  test('a network of weights only is searched, accepts its ticket and resumes from any round', async () => {
    const [model, trainer] = bare();
    const ticket = await halving.findTicket(model, trainer);
    expect(ticket.weights.get('w')).toEqual(Float32Array.of(0, 0, 0, 0, 5 / 8, 0, 7 / 8, 0));
    expect(ticket.others.size).toBe(0);
    const [other] = bare();
    halving.applyTicket(other, ticket);
    expect(other.prunableWeights()).toEqual(ticket.weights);
    for await (const { progress } of halving.rounds(...bare())) {
      const resumed = await halving.findTicket(...bare(), { resume: progress });
      expect(await resumed.digest()).toBe(await ticket.digest());
    }
  });

  test('a trainer that saved no state does not receive one', async () => {
    const [model, trainer] = bare();
    const loaded: unknown[] = [];
    const load = (state: unknown) => loaded.push(state);
    await halving.findTicket(model, { ...trainer, state: () => undefined, load });
    expect(loaded).toEqual([]);
  });
});

describe('a ticket goes only into a network of its own shape', () => {
  const ticketOf = ({ model, trainer }: Client) => pruner.findTicket(model, trainer);
  const filled = (sizes: Record<string, number>) =>
    new Map(Object.entries(sizes).map(([name, size]) => [name, new Float32Array(size).fill(7)]));

  test.each([
    ['a layer missing', { linear: 12 }, { bias: 1 }, ValueError],
    ['a layer too many', { linear: 12, square: 12, cube: 12 }, { bias: 1 }, ValueError],
    ['another name', { linear: 12, cube: 12 }, { bias: 1 }, ValueError],
    ['another size in its last layer', { linear: 12, square: 13 }, { bias: 1 }, ShapeError],
    ['no bias', { linear: 12, square: 12 }, {}, ValueError],
    ['a longer bias', { linear: 12, square: 12 }, { bias: 2 }, ShapeError],
  ])('applyTicket throws for %s and changes nothing', async (_, sizes, otherSizes, kind) => {
    const ticket = await ticketOf(logistic());
    const [weights, others] = [filled(sizes as never), filled(otherSizes as never)];
    let masked = false;
    const model = {
      prunableWeights: () => weights,
      otherWeights: () => others,
      setMask: () => {
        masked = true;
      },
    };
    expect(() => pruner.applyTicket(model, ticket)).toThrow(kind);
    expect(() => pruner.applyTicket(model, ticket)).toThrow(/^(other )?weights/);
    for (const values of [...weights.values(), ...others.values()])
      expect(values.every((value) => value === 7)).toBe(true);
    expect(masked).toBe(false);
  });

  test.each(clients)('%s of another seed takes it whole, however often', async (_, make) => {
    const [source, target] = [make(1), make(2)];
    const ticket = await ticketOf(source);
    for (let time = 0; time < 2; time++) {
      pruner.applyTicket(target.model, ticket);
      expect(bitsOf(target.model.prunableWeights())).toEqual(bitsOf(ticket.weights));
      expect(bitsOf(target.model.otherWeights?.() ?? new Map())).toEqual(bitsOf(ticket.others));
    }
  });

  test('a ticket made by hand sets weights to +0 wherever its mask prunes', () => {
    const { model } = logistic();
    const mask = new Mask(
      new Map([
        ['linear', new Uint8Array(12).fill(1, 0, 3)],
        ['square', new Uint8Array(12)],
      ]),
    );
    const weights = new Map(['linear', 'square'].map((name) => [name, new Float32Array(12).fill(-6)]));
    const others = new Map([['bias', Float32Array.of(2)]]);
    const rewind = RewindStrategy.init();
    pruner.applyTicket(
      model,
      new WinningTicket({ mask, weights, others, rewind, sparsityHistory: [mask.sparsity] }),
    );
    expect([...model.prunableWeights()]).toEqual([
      ['linear', Float32Array.from({ length: 12 }, (_, i) => (i < 3 ? -6 : 0))],
      ['square', new Float32Array(12)],
    ]);
    expect(model.otherWeights?.()).toEqual(others);
  });
});
