// A search that is resumed must have the settings with which it was started.

import { describe, expect, test } from 'vitest';
import {
  CRITERIA,
  type Criterion,
  type LotteryTicketOptions,
  LotteryTicketPruner,
  type Progress,
  RewindStrategy,
  type SearchSettings,
  ValueError,
} from '../../src/pruning/index.ts';
import type { OptionTypes } from '../../src/pruning/options.ts';
import { Random } from '../../src/random.ts';
import { bitsOf, logistic } from './clients.ts';

const plain = {
  targetSparsity: 0.8,
  pruningRounds: 4,
  rewindStrategy: RewindStrategy.early({ iteration: 3 }),
};
const custom: Criterion = ({ trained, layer }) => (trained.get(layer) as Float32Array).map(Math.abs);

/** Progress after two rounds. */
async function started(options: LotteryTicketOptions): Promise<Progress> {
  const { model, trainer } = logistic();
  for await (const { round, progress } of new LotteryTicketPruner(options).rounds(model, trainer))
    if (round === 2) return progress;
  throw new Error('there are at least two rounds');
}

const resumed = async (resume: Progress, options: LotteryTicketOptions) => {
  const { model, trainer, diary } = logistic();
  const before = bitsOf(model.prunableWeights());
  const failure = await new LotteryTicketPruner(options)
    .findTicket(model, trainer, { resume })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ValueError);
  expect(diary.spans).toEqual([]);
  expect(bitsOf(model.prunableWeights())).toEqual(before);
  return (failure as Error).message;
};

describe('resuming with another setting throws a ValueError that names it, and changes nothing:', () => {
  test.each<[Partial<OptionTypes>, string]>([
    [
      { rewindStrategy: RewindStrategy.init() },
      'rewindStrategy: must be kind early, iteration 3 as in the search to resume, got "kind init"',
    ],
    [
      { rewindStrategy: RewindStrategy.early({ iteration: 4 }) },
      'rewindStrategy: must be kind early, iteration 3 as in the search to resume, got "kind early, iteration 4"',
    ],
    [{ targetSparsity: 0.9 }, 'targetSparsity: must be 0.8 as in the search to resume, got 0.9'],
    [{ pruningRounds: 5 }, 'pruningRounds: must be 4 as in the search to resume, got 5'],
    [{ scope: 'layerwise' }, 'scope: must be global as in the search to resume, got "layerwise"'],
    [{ criterion: 'movement' }, 'criterion: must be magnitude as in the search to resume, got "movement"'],
    [{ criterion: custom }, 'criterion: must be magnitude as in the search to resume, got "custom"'],
  ])('%o', async (change, message) => {
    expect(await resumed(await started(plain), { ...plain, ...change })).toBe(message);
  });

  test('resuming with a rate instead of a target, or with another rate, throws a ValueError', async () => {
    const { targetSparsity: _, ...rest } = plain;
    const byRate = { ...rest, roundRate: 0.2 };
    expect(await resumed(await started(plain), byRate)).toBe(
      'targetSparsity: must be 0.8 as in the search to resume, got undefined',
    );
    const progress = await started(byRate);
    expect(await resumed(progress, { ...rest, roundRate: 0.3 })).toBe(
      'roundRate: must be 0.2 as in the search to resume, got 0.3',
    );
    expect(await resumed(progress, { ...byRate, outputRate: 0.15 })).toBe(
      'outputRate: must be 0.1 as in the search to resume, got 0.15',
    );
    expect(await resumed(progress, plain)).toBe(
      'roundRate: must be 0.2 as in the search to resume, got undefined',
    );
  });

  test('resuming with another generator throws a ValueError if the criterion is random', async () => {
    const by = (seed: number, criterion: OptionTypes['criterion']) => ({
      ...plain,
      criterion,
      random: new Random(seed),
    });
    const progress = await started(by(1, 'random'));
    expect(progress.settings.random).toBeTypeOf('number');
    expect(await resumed(progress, by(2, 'random'))).toMatch(
      /^random: must be 0\.\d+ as in the search to resume, got 0\.\d+$/,
    );
    expect((await started(by(1, 'magnitude'))).settings).not.toHaveProperty('random');
  });

  test('resuming with another number of iterations throws a ValueError', async () => {
    const { model, trainer } = logistic();
    const resume = await started(plain);
    const longer = { ...trainer, iterations: 9 };
    await expect(new LotteryTicketPruner(plain).findTicket(model, longer, { resume })).rejects.toThrow(
      'iterations: must be 8 as in the search to resume, got 9',
    );
  });

  test.each([undefined, null])(
    'resuming throws a ValueError for settings that are %s, as in progress of an earlier version',
    async (settings) => {
      const progress = { ...(await started(plain)), settings: settings as never };
      expect(await resumed(progress, plain)).toBe(
        `resume.settings: must be given; a search of an earlier version cannot be resumed, got ${settings}`,
      );
    },
  );

  test('resuming throws a ValueError for malformed settings', async () => {
    const progress = await started(plain);
    const changed = (change: object) => ({
      ...progress,
      settings: { ...progress.settings, ...change } as SearchSettings,
    });
    expect(await resumed(changed({ rewindStrategy: null }), plain)).toContain(
      'rewindStrategy: must be  as in',
    );
    expect(await resumed(changed({ depth: 3 }), plain)).toBe(
      'depth: must be 3 as in the search to resume, got undefined',
    );
  });

  test.each([
    ['missing', undefined, 'got undefined'],
    ['of another layer', new Map([['square', 12]]), 'got undefined'],
    [
      'above the size of a layer',
      new Map([
        ['linear', 13],
        ['square', 12],
      ]),
      'got 13',
    ],
    [
      'not an integer',
      new Map([
        ['linear', 0.5],
        ['square', 12],
      ]),
      'got 0.5',
    ],
  ])('resuming throws a ValueError for start counts that are %s', async (_, startCounts, got) => {
    const progress = { ...(await started(plain)), startCounts: startCounts as never };
    expect(await resumed(progress, plain)).toBe(
      `resume.startCounts "linear": must be an integer in [0, 12], ${got}`,
    );
  });
});

test('a search records the same settings for each way to specify them', async () => {
  const expected = {
    targetSparsity: 0.8,
    pruningRounds: 4,
    scope: 'global',
    rewindStrategy: { kind: 'early', iteration: 3 },
    criterion: 'magnitude',
    iterations: 8,
  };
  for (const criterion of ['magnitude', 'large_final', CRITERIA.magnitude] as const)
    expect((await started({ ...plain, criterion })).settings).toEqual(expected);
  const strategy = { iteration: 3, kind: 'early' } as const;
  const progress = await started({ ...plain, rewindStrategy: strategy });
  expect(Object.keys(progress.settings.rewindStrategy)).toEqual(['kind', 'iteration']);
  const { model, trainer } = logistic();
  const ticket = await new LotteryTicketPruner(plain).findTicket(model, trainer, { resume: progress });
  expect(ticket.rewind).toEqual({ kind: 'early', iteration: 3 });
});

test('a search with a given rate may be continued for more rounds', async () => {
  const { targetSparsity: _, ...rest } = plain;
  const options = (pruningRounds: number) => ({ ...rest, roundRate: 0.2, pruningRounds });
  const [whole, part] = [logistic(), logistic()];
  const expected = await new LotteryTicketPruner(options(6)).findTicket(whole.model, whole.trainer);
  const resume = await started(options(2));
  const ticket = await new LotteryTicketPruner(options(6)).findTicket(part.model, part.trainer, { resume });
  expect(await ticket.digest()).toBe(await expected.digest());
});

test('a structured clone of progress can be resumed', async () => {
  const resume = structuredClone(await started(plain));
  const [whole, part] = [logistic(), logistic()];
  const expected = await new LotteryTicketPruner(plain).findTicket(whole.model, whole.trainer);
  const ticket = await new LotteryTicketPruner(plain).findTicket(part.model, part.trainer, { resume });
  expect(await ticket.digest()).toBe(await expected.digest());
});

test('resuming from the progress of a finished search gives its ticket with the rewind strategy that was used', async () => {
  const { model, trainer } = logistic();
  let last: Progress | undefined;
  for await (const { progress } of new LotteryTicketPruner(plain).rounds(model, trainer)) last = progress;
  const ticket = await new LotteryTicketPruner(plain).findTicket(model, trainer, {
    resume: last as Progress,
  });
  expect(ticket.rewind).toEqual(plain.rewindStrategy);
  expect(ticket.sparsityHistory).toHaveLength(4);
});

describe('a layer named ""', () => {
  /** The logistic regression, its first layer named ''. */
  function unnamed() {
    const client = logistic();
    const rename = (name: string) => (name === 'linear' ? '' : name);
    const model = {
      prunableWeights: () =>
        new Map([...client.model.prunableWeights()].map(([name, values]) => [rename(name), values])),
      otherWeights: () => client.model.otherWeights?.() ?? new Map(),
    };
    return { model, trainer: client.trainer };
  }

  test.each(['global', 'layerwise'] as const)(
    'does not prevent a search from being resumed, %s',
    async (scope) => {
      const pruner = new LotteryTicketPruner({ ...plain, scope });
      const whole = unnamed();
      let digest = '';
      const saved: Progress[] = [];
      for await (const { progress, ticket } of pruner.rounds(whole.model, whole.trainer)) {
        saved.push(progress);
        digest = await ticket.digest();
      }
      for (const resume of saved) {
        const { model, trainer } = unnamed();
        expect(await (await pruner.findTicket(model, trainer, { resume })).digest()).toBe(digest);
      }
    },
  );
});
