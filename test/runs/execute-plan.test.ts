import { describe, expect, test } from 'vitest';
import { executePlan } from '../../src/runs/execute-plan.ts';
import { inThisThread, type Runner, type UnitOrder } from '../../src/runs/runner.ts';
import { examplePlan, exampleTask, exampleValues, listening, MemoryStore, valuesIn } from './example.ts';

/** A runner with several slots that records how many units run at the same time, and in which order they start. */
function watchedRunner(slots: number) {
  const seen = { most: 0, running: 0, started: [] as string[] };
  const runner: Runner = {
    slots,
    async run(order, { signal, onProgress }) {
      seen.started.push(order.unit);
      seen.most = Math.max(seen.most, ++seen.running);
      try {
        return await exampleTask(order, { signal, report: onProgress });
      } finally {
        seen.running--;
      }
    },
    close: async () => {},
  };
  return { seen, runner };
}

const ALL = { ...exampleValues(1), ...exampleValues(2) };

describe('runPlan', () => {
  test.each([1, 2, 3, 8])('gives the same results with %i units at a time', async (slots) => {
    const store = new MemoryStore(examplePlan());
    const { seen, runner } = watchedRunner(slots);
    await executePlan(store, runner, listening());
    expect(valuesIn(store)).toEqual(ALL);
    expect(seen.started).toHaveLength(8);
    expect(seen.most).toBeLessThanOrEqual(slots);
  });

  test('runs units in the order of the plan if there is one thread, and independent units at the same time otherwise', async () => {
    const plan = examplePlan([1]);
    const one = watchedRunner(1);
    await executePlan(new MemoryStore(plan), one.runner, listening());
    expect(one.seen.started).toEqual(plan.units.map(({ id }) => id));
    const two = watchedRunner(2);
    await executePlan(new MemoryStore(plan), two.runner, listening());
    expect(two.seen.most).toBe(2); // c and d
  });

  test('continues from the units that are finished', async () => {
    const store = new MemoryStore(examplePlan());
    const stop = new AbortController();
    let finished = 0;
    const onFinish = () => void (++finished === 3 && stop.abort(new Error('enough')));
    const { runner } = watchedRunner(1);
    await expect(executePlan(store, runner, listening({ signal: stop.signal, onFinish }))).rejects.toThrow(
      'enough',
    );
    expect(store.entries.size).toBe(3);
    const again = watchedRunner(2);
    await executePlan(store, again.runner, listening());
    expect(again.seen.started).toHaveLength(5);
    expect(valuesIn(store)).toEqual(ALL);
  });

  test.each([1, 2])('leaves other seeds alone if a unit fails (%i at a time)', async (slots) => {
    const store = new MemoryStore(examplePlan());
    const { runner } = watchedRunner(slots);
    const failing: Runner = {
      ...runner,
      run: (order, own) =>
        order.unit === 'seed 1/b' ? Promise.reject(new Error('diverged')) : runner.run(order, own),
    };
    const failures: string[] = [];
    await executePlan(
      store,
      failing,
      listening({ onFailure: ({ id }, { message }) => failures.push(`${id}: ${message}`) }),
    );
    expect(failures).toEqual(['seed 1/b: diverged']);
    expect(valuesIn(store)).toEqual({ 'seed 1/a': 1, ...exampleValues(2) });
  });

  test('stops all units if a result cannot be kept, and throws that error', async () => {
    const plan = examplePlan();
    class FullStore extends MemoryStore {
      override async keep(...kept: Parameters<MemoryStore['keep']>) {
        if (kept[0].arm === 'b') throw new Error('disk full');
        await super.keep(...kept);
      }
    }
    const store = new FullStore(plan);
    await expect(executePlan(store, watchedRunner(2).runner, listening())).rejects.toThrow('disk full');
    expect(Object.keys(valuesIn(store)).every((id) => id.endsWith('/a'))).toBe(true);
  });

  test('an interrupted unit is not a failure', async () => {
    const stop = new AbortController();
    const failures: string[] = [];
    const runner: Runner = {
      slots: 2,
      run: (_, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      close: async () => {},
    };
    const run = executePlan(
      new MemoryStore(examplePlan()),
      runner,
      listening({ signal: stop.signal, onFailure: ({ id }) => failures.push(id) }),
    );
    stop.abort(new Error('interrupted'));
    await expect(run).rejects.toThrow('interrupted');
    expect(failures).toEqual([]);
  });

  test('tells a unit what it needs, and whether its own result is needed', async () => {
    const orders: UnitOrder[] = [];
    const runner = inThisThread((order, tools) => {
      orders.push(order);
      return exampleTask(order, tools);
    });
    await executePlan(new MemoryStore(examplePlan([7])), runner, listening());
    expect(orders.map(({ unit, needed, isNeeded }) => [unit, [...needed.keys()], isNeeded])).toEqual([
      ['seed 7/a', [], true],
      ['seed 7/b', ['seed 7/a'], true],
      ['seed 7/c', ['seed 7/b'], false],
      ['seed 7/d', ['seed 7/a', 'seed 7/b'], false],
    ]);
    expect(new Set(orders.map(({ digest }) => digest)).size).toBe(4);
  });
});
