// A small run for tests: for each seed, the units a → b → c, and d, which needs a and b.

import { decodeResult, encodeResult } from '../../src/formats/result-file.ts';
import type { RunListeners } from '../../src/runs/execute-plan.ts';
import type { PlannedUnit, RunPlan } from '../../src/runs/plan.ts';
import type { UnitTask } from '../../src/runs/runner.ts';
import type { Store, UnitEntry, UnitOutcome } from '../../src/runs/store.ts';

const unit = (seed: number, arm: string, needs: readonly string[]): PlannedUnit => ({
  ...{ id: `seed ${seed}/${arm}`, arm, seed, iterations: 10 },
  needs: needs.map((name) => `seed ${seed}/${name}`),
});

/** The plan. */
export const examplePlan = (seeds: readonly number[] = [1, 2], options: object = { rate: 0.5 }): RunPlan => ({
  ...{ command: 'example', options: { ...options, seed: seeds[0] }, seeds, data: null },
  units: seeds.flatMap((seed) => [
    unit(seed, 'a', []),
    unit(seed, 'b', ['a']),
    unit(seed, 'c', ['b']),
    unit(seed, 'd', ['a', 'b']),
  ]),
});

/** The values of the units of one seed: each is the seed plus twice the sum of the values that the unit needs. */
export const exampleValues = (seed: number): Record<string, number> => {
  const [a, b] = [seed, 3 * seed];
  const [c, d] = [7 * seed, 9 * seed];
  return Object.fromEntries(
    Object.entries({ a, b, c, d }).map(([arm, value]) => [`seed ${seed}/${arm}`, value]),
  );
};

/** Runs a unit: computes its value from the encoded results that it needs. */
export const exampleTask: UnitTask = async (order, { signal, report }) => {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
  report({ iterations: 5, fraction: 0, loss: 1, validationLoss: null, validationAccuracy: null });
  let value = order.seed;
  for (const [id, bytes] of order.needed) value += 2 * ((await decodeResult(bytes, id)).value as number);
  return {
    facts: { value },
    result: order.isNeeded ? await encodeResult(value, { unit: order.unit, digest: order.digest }) : null,
    ticket: null,
    seconds: 0.25,
  };
};

/** The values in a store. */
export const valuesIn = ({ entries }: Pick<Store, 'entries'>): Record<string, number> =>
  Object.fromEntries([...entries].map(([id, { facts }]) => [id, (facts as { value: number }).value]));

/** A store in memory. */
export class MemoryStore implements Store {
  readonly plan: RunPlan;
  readonly entries = new Map<string, UnitEntry>();
  readonly #results = new Map<string, Uint8Array>();

  constructor(plan: RunPlan) {
    this.plan = plan;
  }

  async result(id: string): Promise<Uint8Array> {
    return this.#results.get(id) as Uint8Array;
  }

  async keep({ id }: PlannedUnit, { facts, seconds, result, ticket }: UnitOutcome): Promise<void> {
    if (result !== null) this.#results.set(id, result);
    this.entries.set(id, { facts, seconds, ticket: ticket?.digest ?? null });
  }
}

/** Listeners that do nothing, with those given in their place. */
export const listening = (own: Partial<RunListeners> = {}): RunListeners => ({
  ...{ signal: new AbortController().signal, onStart() {}, onProgress() {}, onFinish() {}, onFailure() {} },
  ...own,
});
