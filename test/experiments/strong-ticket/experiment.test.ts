import { expect, test } from 'vitest';
import {
  runStrongTicket,
  type StrongResult,
  type StrongSetup,
} from '../../../src/experiments/strong-ticket/index.ts';
import { Random } from '../../../src/random.ts';
import { moons, trainerOf } from '../../training/small.ts';

const setup = (change: Partial<StrongSetup> = {}): StrongSetup => ({
  sizes: [2, 4, 2],
  makeTrainer: (model) => trainerOf(model as Parameters<typeof trainerOf>[0]),
  data: moons(),
  n: 16,
  epsilon: 0.1,
  random: new Random(1),
  ...change,
});

async function run(of: StrongSetup): Promise<{ kinds: string[]; result: StrongResult }> {
  const kinds: string[] = [];
  let result: StrongResult | undefined;
  for await (const item of runStrongTicket(of)) {
    kinds.push(item.kind);
    if (item.kind === 'result') result = item;
  }
  return { kinds, result: result as StrongResult };
}

test('a trained target, found in a random network: its outputs and accuracy come with it', async () => {
  const { kinds, result } = await run(setup());
  expect(kinds).toEqual(['target', ...Array(6).fill('progress'), 'result']);
  expect(result.ticketAccuracy).toBe(result.targetAccuracy);
  expect(result.outputError).toBeGreaterThan(0);
  expect(result.outputError).toBeLessThanOrEqual(result.ticket.outputBound);
});

test('within ε means every weight; the others are counted', async () => {
  const { weightError, errors } = (await run(setup())).result.ticket;
  const exactly = (await run(setup({ epsilon: weightError }))).result;
  expect([exactly.withinEpsilon, exactly.beyondEpsilon]).toEqual([true, 0]);
  const epsilon = weightError / 100;
  const beyond = [...errors.values()]
    .flatMap((layer) => [...layer])
    .filter((error) => error > epsilon).length;
  const closer = (await run(setup({ epsilon }))).result;
  expect([closer.withinEpsilon, closer.beyondEpsilon]).toEqual([false, beyond]);
});

test('ε ≤ 0 and an n the solver cannot do are refused before any training', async () => {
  const makeTrainer = () => {
    throw new Error('trained');
  };
  for (const epsilon of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    await expect(run(setup({ epsilon, makeTrainer }))).rejects.toThrow('epsilon: must be finite and > 0');
  for (const n of [0, 41, Number.NaN])
    await expect(run(setup({ n, makeTrainer }))).rejects.toThrow('n: must be a whole number in [1, 40]');
});

test('an abort ends it with the signal’s reason, within training and within the search', async () => {
  const reason = new Error('enough');
  await expect(runStrongTicket(setup(), { signal: AbortSignal.abort(reason) }).next()).rejects.toBe(reason);
  const controller = new AbortController();
  const going = runStrongTicket(setup(), { signal: controller.signal });
  await going.next();
  await going.next();
  controller.abort(reason);
  await expect(going.next()).rejects.toBe(reason);
});
