import { expect, test } from 'vitest';
import {
  runExperiment,
  type StrongOptions,
  type StrongResult,
  strongTicket,
} from '../../../src/experiments/index.ts';
import { trainerOf } from '../../training/small.ts';
import { resultsOf, summaryOf, trials } from '../small.ts';

const options = (change: Partial<StrongOptions> = {}): StrongOptions => ({
  seeds: [1],
  setup: trials({ makeTrainer: (model) => trainerOf(model as Parameters<typeof trainerOf>[0]) }).setup,
  ...{ hidden: 4, n: 16, epsilon: 0.1 },
  ...change,
});

const ticketOf = async (change: Partial<StrongOptions> = {}): Promise<StrongResult> =>
  (await resultsOf(strongTicket, options(change))).find((result) => result.kind === 'ticket') as StrongResult;

test('strongTicket approximates a trained target, and its outputs and accuracy, in a random network', async () => {
  const progress: [number, number][] = [];
  const results = await resultsOf(strongTicket, options(), {
    onProgress: (done, total) => progress.push([done, total]),
  });
  expect(results.map(({ kind }) => kind)).toEqual(['target', 'ticket']);
  expect(progress).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  const result = results[1] as StrongResult;
  expect(result.ticketAccuracy).toBe(result.targetAccuracy);
  expect(result.outputError).toBeGreaterThan(0);
  expect(result.outputError).toBeLessThanOrEqual(result.ticket.outputBound);
});

test('withinEpsilon requires an error of at most ε for every weight, and beyondEpsilon counts the others', async () => {
  const { weightError, errors } = (await ticketOf()).ticket;
  const exactly = await ticketOf({ epsilon: weightError });
  expect([exactly.withinEpsilon, exactly.beyondEpsilon]).toEqual([true, 0]);
  const epsilon = weightError / 100;
  const beyond = [...errors.values()]
    .flatMap((layer) => [...layer])
    .filter((error) => error > epsilon).length;
  const closer = await ticketOf({ epsilon });
  expect([closer.withinEpsilon, closer.beyondEpsilon]).toEqual([false, beyond]);
});

test('units throws for ε ≤ 0 and for an n out of range', () => {
  for (const epsilon of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => strongTicket.units(options({ epsilon }))).toThrow('epsilon: must be finite and > 0');
  for (const n of [0, 41, Number.NaN])
    expect(() => strongTicket.units(options({ n }))).toThrow('n: must be an integer in [1, 40]');
});

test('units throws for networks that need too much memory', () => {
  expect(() => strongTicket.units(options({ hidden: 1_000_000_000 }))).toThrow(
    'hidden: must be a network that can be trained in 1 GiB of memory',
  );
  expect(() => strongTicket.units(options({ hidden: 50_000, n: 40 }))).toThrow(
    'random network: must have at most 134217728 weights, 0.5 GiB',
  );
});

test('an aborted signal throws its reason during training and during the search', async () => {
  const reason = new Error('enough');
  const first = runExperiment(strongTicket, options(), { signal: AbortSignal.abort(reason) });
  await expect(first.next()).rejects.toBe(reason);
  const controller = new AbortController();
  const going = runExperiment(strongTicket, options(), {
    signal: controller.signal,
    onProgress: (done) => done === 2 && controller.abort(reason),
  });
  await going.next();
  await expect(going.next()).rejects.toBe(reason);
});

test('the summary has both accuracies, the growth and the largest errors', async () => {
  const growth = { sizes: [2, 4], trials: 10 };
  const { line, table, plots, notes } = await summaryOf(strongTicket, options({ growth, seeds: [1, 2] }));
  expect(table.rows.map(({ label, values }) => [label, values.length])).toEqual([
    ['target, trained', 2],
    ['subnetwork, only pruned', 2],
  ]);
  expect(plots).toMatchObject([{ name: 'growth', kind: 'growth', points: [{ n: 2 }, { n: 4 }] }]);
  expect(line).toMatch(/of 16 weights beyond ε$/);
  expect(notes).toHaveLength(3);
  expect(strongTicket.summarize(options(), new Map()).plots).toEqual([]);
  expect((await summaryOf(strongTicket, options())).plots).toEqual([]);
});
