import { integer } from '../check.ts';
import { defaultThreads } from './default-threads.ts';
import type { TrialResult } from './trial-call.ts';
import { type TrialListeners, TrialPool, type TrialPoolOptions } from './trial-pool.ts';

/**
 * Runs one trial per input in worker threads, and ends the threads. Returns the results in the order of the inputs when all trials
 * have ended.
 *
 * @param task URL of a module that exports a function named `trial`, which is called with an input and `TrialTools`.
 * @throws {ValueError} if an option is out of range or the task is not a URL.
 * @throws {MissingPackageError} if the package `piscina` is not installed.
 *
 * @example
 * const task = 'data:text/javascript,export const trial = (seed) => seed * seed';
 * const results = await runTrials(task, [1, 2, 3], { threads: 2 });
 * results.map(({ value }) => value); // → [ 1, 4, 9 ]
 */
export async function runTrials<Input, Output, Progress = unknown>(
  task: URL | string,
  inputs: Iterable<Input>,
  { threads, ...options }: TrialPoolOptions & TrialListeners<Progress> = {},
): Promise<TrialResult<Output>[]> {
  const all = [...inputs];
  const wanted = integer('threads', threads ?? defaultThreads(), 1);
  const pool = await TrialPool.open<Input, Output, Progress>(task, {
    ...options,
    threads: Math.min(wanted, Math.max(1, all.length)),
  });
  try {
    return await Promise.all(pool.run(all, options));
  } finally {
    await pool.close();
  }
}
