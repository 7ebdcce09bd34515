import { availableParallelism } from 'node:os';
import { wholeNumber } from '../check.ts';
import type { TrialResult } from './trial-call.ts';
import { type TrialListeners, TrialPool, type TrialPoolOptions } from './trial-pool.ts';

/**
 * Runs one trial an input in threads of its own, at most as many as there are inputs, and closes them. Resolves when all
 * have ended, to their results in the order of the inputs. Throws what `TrialPool.open` throws.
 */
export async function runTrials<Input, Output, Progress = unknown>(
  task: URL | string,
  inputs: Iterable<Input>,
  { threads, ...options }: TrialPoolOptions & TrialListeners<Progress> = {},
): Promise<TrialResult<Output>[]> {
  const all = [...inputs];
  const wanted = wholeNumber('threads', threads ?? availableParallelism(), 1);
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
