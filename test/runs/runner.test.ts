import { describe, expect, test } from 'vitest';
import { TrialError } from '../../src/parallel/index.ts';
import { executePlan } from '../../src/runs/execute-plan.ts';
import { inThisThread, inWorkerThreads, type UnitOrder } from '../../src/runs/runner.ts';
import { examplePlan, exampleTask, exampleValues, listening, MemoryStore, valuesIn } from './example.ts';

const TASK = new URL('./example-trial.ts', import.meta.url);
const SIGNAL = new AbortController().signal;

const order: UnitOrder = {
  ...{ command: 'example', options: {}, seed: 3, unit: 'seed 3/a', needed: new Map() },
  ...{ isNeeded: true, digest: 'ab' },
};

describe('runners', { timeout: 60_000 }, () => {
  test('worker threads give the outcomes of this thread, to the byte', async () => {
    const here = inThisThread(exampleTask);
    const threads = await inWorkerThreads(TASK, { threads: 2, kernels: null });
    try {
      expect(here.slots).toBe(1);
      expect(threads.slots).toBe(2);
      const states: unknown[] = [];
      const listeners = { signal: SIGNAL, onProgress: (state: unknown) => void states.push(state) };
      const one = await here.run(order, listeners);
      const other = await threads.run(order, listeners);
      expect(other).toEqual(one);
      expect(states).toHaveLength(2);
      expect(states[1]).toEqual(states[0]);
    } finally {
      await threads.close();
    }
  });

  test('worker threads run a whole plan', async () => {
    const store = new MemoryStore(examplePlan());
    const runner = await inWorkerThreads(TASK, { threads: 3, kernels: null });
    try {
      await executePlan(store, runner, listening());
    } finally {
      await runner.close();
    }
    expect(valuesIn(store)).toEqual({ ...exampleValues(1), ...exampleValues(2) });
  });

  test('the error of a unit in a worker thread has the words of the unit', async () => {
    const runner = await inWorkerThreads(TASK, { threads: 1, kernels: null });
    try {
      const damaged = { ...order, needed: new Map([['seed 3/z', new Uint8Array(3)]]) };
      const error = await runner.run(damaged, { signal: SIGNAL, onProgress() {} }).catch((reason) => reason);
      expect(error).toBeInstanceOf(TrialError);
      expect(error.message).toMatch(/^seed 3\/z: must /);
      expect(error.cause.name).toBe('FormatError');
    } finally {
      await runner.close();
    }
  });

  test('an interrupted unit rejects with the reason of the signal', async () => {
    const stop = new AbortController();
    stop.abort(new Error('interrupted'));
    const listeners = { signal: stop.signal, onProgress() {} };
    await expect(inThisThread(exampleTask).run(order, listeners)).rejects.toThrow('interrupted');
    const runner = await inWorkerThreads(TASK, { threads: 1, kernels: null });
    try {
      await expect(runner.run(order, listeners)).rejects.toThrow('interrupted');
    } finally {
      await runner.close();
    }
  });
});
