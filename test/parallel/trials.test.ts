import fc from 'fast-check';
import { Piscina } from 'piscina';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ValueError } from '../../src/errors.ts';
import { runTrials, TrialError, TrialPool, type TrialResult } from '../../src/parallel/index.ts';
import type { Orders } from './some-trial.ts';

const TASK = new URL('./some-trial.ts', import.meta.url);
const open = (options: Parameters<typeof TrialPool.open>[1]) =>
  TrialPool.open<Orders, unknown>(TASK, options);
const valuesOf = (results: readonly TrialResult<unknown>[]) =>
  results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.end));
const errorOf = (result: TrialResult<unknown>): TrialError => {
  if (result.status === 'fulfilled') throw new Error(`gave ${result.value}`);
  return result.reason;
};

afterEach(() => vi.restoreAllMocks());

describe('results', () => {
  test('stand in the order of the inputs, whatever order trials finish in', async () => {
    const pool = await open({ threads: 3 });
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(15), { maxLength: 8 }), async (waits) => {
          const results = await Promise.all(pool.run(waits.map((wait, value) => ({ wait, value }))));
          expect(valuesOf(results)).toEqual(waits.map((_, i) => i));
        }),
        { numRuns: 10 },
      );
    } finally {
      await pool.close();
    }
  });

  test.each([1, 2, 5])('do not depend on there being %i threads for four trials', async (threads) => {
    const inputs = [1, 2, 3, 4].map((value) => ({ value, wait: 5 }));
    expect(valuesOf(await runTrials(TASK, inputs, { threads }))).toEqual([1, 2, 3, 4]);
  });

  test('of no trials are none', async () => {
    expect(await runTrials(TASK, [])).toEqual([]);
  });

  test('with one thread, trials run one after the other, in order', async () => {
    const heard: unknown[] = [];
    const inputs = [30, 0, 10].map((wait, i) => ({ wait, reports: [i] }));
    await runTrials(TASK, inputs, { threads: 1, onProgress: (progress) => heard.push(progress) });
    expect(heard).toEqual([0, 1, 2]);
  });

  test('come from a module given as text, too', async () => {
    const task = 'data:text/javascript,export const trial = (input) => input * 2';
    expect(valuesOf(await runTrials(task, [1, 2], { threads: 1 }))).toEqual([2, 4]);
  });
});

describe('reports', () => {
  test('are heard in order, with the trial they are from, before its result', async () => {
    const heard: [unknown, number][] = [];
    const pool = await open({ threads: 2 });
    const reports = (trial: number) => Array.from({ length: 50 }, (_, i) => `${trial}.${i}`);
    const inputs = [0, 1, 2].map((trial) => ({ reports: reports(trial) }));
    const results = pool.run(inputs, { onProgress: (progress, trial) => heard.push([progress, trial]) });
    await Promise.all(
      results.map(async (result, trial) => {
        await result;
        const own = heard.filter(([, from]) => from === trial).map(([progress]) => progress);
        expect(own).toEqual(reports(trial));
      }),
    );
    await pool.close();
  });

  test('a listener that throws ends that trial, and no other', async () => {
    const onProgress = (progress: unknown) => {
      if (progress === 'bad') throw new TypeError('heard enough');
    };
    const inputs = [
      { reports: ['bad'], wait: 60_000 },
      { reports: ['good'], value: 1 },
    ];
    const results = await runTrials(TASK, inputs, { threads: 2, onProgress });
    expect(valuesOf(results)).toEqual(['threw', 1]);
    expect(errorOf(results[0]).cause).toEqual(new TypeError('heard enough'));
  });
});

describe('a trial that fails is a TrialError, the others finish, and so do later ones', () => {
  const limits = { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } };
  test.each([
    ['throw', 'threw', 'got an error (RangeError: as told)'],
    ['throw text', 'threw', 'got an error (Error: as told)'],
    ['uncloneable', 'threw', 'could not be cloned'],
    ['exit', 'died', 'got a worker that died (Error: worker exited with code: 7)'],
    ['memory', 'died', 'out of memory'],
  ] as const)('%s', async (end, expected, message) => {
    const pool = await open({ threads: 2, ...(end === 'memory' && limits) });
    try {
      const [first, ...others] = await Promise.all(
        pool.run([{ end }, { value: 1 }, { value: 2 }, { value: 3 }]),
      );
      expect(errorOf(first)).toBeInstanceOf(TrialError);
      expect(errorOf(first)).toMatchObject({ trial: 0, end: expected });
      expect(errorOf(first).message).toMatch(/^trials\[0\]: must run to its end, got /);
      expect(errorOf(first).message).toContain(message);
      expect(valuesOf(others)).toEqual([1, 2, 3]);
      expect(valuesOf(await Promise.all(pool.run([{ value: 4 }, { value: 5 }])))).toEqual([4, 5]);
    } finally {
      await pool.close();
    }
  });

  test('each of them in turn, on one thread', async () => {
    const ends = ['exit', 'throw', 'exit', 'uncloneable'] as const;
    const inputs = ends.flatMap((end, value) => [{ end }, { value }]);
    const results = await runTrials(TASK, inputs, { threads: 1 });
    expect(valuesOf(results)).toEqual(['died', 0, 'threw', 1, 'died', 2, 'threw', 3]);
  });

  test('a worker killed from outside in the middle of a trial, in under 5 seconds', async () => {
    const run = vi.spyOn(Piscina.prototype, 'run');
    const pool = await open({ threads: 2 });
    let killed = 0;
    const kill = async (trial: number) => {
      const [{ threads }] = run.mock.contexts as unknown as Piscina[];
      if (trial === 0 && killed === 0) killed = performance.now();
      if (trial === 0) await threads[0].terminate();
    };
    const endless = { reports: ['running'], wait: 60_000 };
    const inputs = [endless, { value: 1, wait: 300 }, { value: 2 }];
    const results = await Promise.all(pool.run(inputs, { onProgress: (_, trial) => void kill(trial) }));
    expect(performance.now() - killed).toBeLessThan(5000);
    expect(valuesOf(results)).toEqual(['died', 1, 2]);
    await pool.close();
    expect(valuesOf(await runTrials(TASK, [{ value: 6 }]))).toEqual([6]);
  });

  test('an input that cannot be cloned', async () => {
    const results = await runTrials<unknown, unknown>(TASK, [{ value: () => 1 }, { value: 2 }], {
      threads: 1,
    });
    expect(valuesOf(results)).toEqual(['threw', 2]);
  });

  test.each([
    ['that is not there', new URL('./nowhere.ts', import.meta.url).href, /threw|Cannot find module/],
    ['without a trial', 'data:text/javascript,export const no = 1', /must export a function named trial/],
    ['that is not JavaScript', 'data:text/javascript,export {', /SyntaxError/],
  ])('a module %s', async (_, task, message) => {
    const results = await runTrials(task, [1, 2], { threads: 1 });
    expect(valuesOf(results)).toEqual(['threw', 'threw']);
    expect(errorOf(results[0]).message).toMatch(message);
  });
});

describe('a signal', () => {
  const reason = new Error('enough');

  test('aborted before, nothing starts', async () => {
    const heard: unknown[] = [];
    const signal = AbortSignal.abort(reason);
    const inputs = [{ reports: [1] }, { reports: [2] }];
    const results = await runTrials(TASK, inputs, { threads: 1, signal, onProgress: (p) => heard.push(p) });
    expect(valuesOf(results)).toEqual(['aborted', 'aborted']);
    expect(results.map((result) => errorOf(result).cause)).toEqual([reason, reason]);
    expect(heard).toEqual([]);
  });

  test('aborted while they run: what is done stays, who heeds may still answer, who does not is ended', async () => {
    const controller = new AbortController();
    const inputs = [
      { value: 'done' },
      { reports: ['running'], heeds: true, wait: 60_000 },
      { reports: ['running'], end: 'loop' as const },
      { value: 'never started' },
    ];
    const started = performance.now();
    let running = 0;
    const results = await runTrials(TASK, inputs, {
      threads: 2,
      patience: 200,
      signal: controller.signal,
      onProgress: () => ++running === 2 && setTimeout(() => controller.abort(reason), 50),
    });
    expect(valuesOf(results)).toEqual(['done', 'stopped', 'aborted', 'aborted']);
    expect(errorOf(results[2]).cause).toBe(reason);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('aborted after all have ended changes nothing, and leaves a pool that works', async () => {
    const controller = new AbortController();
    const pool = await open({ threads: 1 });
    const [result] = pool.run([{ value: 1 }], { signal: controller.signal });
    expect(valuesOf([await result])).toEqual([1]);
    controller.abort();
    expect(valuesOf(await Promise.all(pool.run([{ value: 2 }])))).toEqual([2]);
    await pool.close();
  });
});

describe('closing', () => {
  test('ends what runs and what waits; again, it changes nothing; then the pool is of no use', async () => {
    const pool = await open({ threads: 1 });
    const results = pool.run([{ end: 'loop' }, { value: 1 }]);
    const closed = pool.close();
    expect(valuesOf(await Promise.all(results))).toEqual(['closed', 'closed']);
    await closed;
    await pool.close();
    expect(() => pool.run([{}])).toThrow(new ValueError('trial pool', 'must be open', 'a closed one'));
  });

  test('is what `await using` does at its end', async () => {
    let used: TrialPool<Orders, unknown>;
    {
      await using pool = await open({ threads: 1 });
      used = pool;
      expect(valuesOf(await Promise.all(pool.run([{ value: 1 }])))).toEqual([1]);
    }
    expect(() => used.run([{}])).toThrow(ValueError);
  });
});

describe('options out of range are refused before a thread starts', () => {
  test.each([
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY].map((threads) => [{ threads }, 'threads: must be']),
    ...[-1, Number.NaN].map((patience) => [{ patience }, 'patience: must be']),
  ] as [object, string][])('%o', async (options, message) => {
    const run = vi.spyOn(Piscina.prototype, 'run');
    await expect(runTrials(TASK, [{}], options)).rejects.toThrow(message);
    await expect(runTrials(TASK, [], options)).rejects.toThrow(ValueError);
    expect(run).not.toHaveBeenCalled();
  });

  test('a task that is no URL', async () => {
    await expect(runTrials('./some-trial.ts', [{}])).rejects.toThrow(
      new ValueError('task', 'must be the URL of a module', './some-trial.ts'),
    );
  });
});
