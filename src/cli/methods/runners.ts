// Who runs the seeds: this thread, one after the other, or several at a time.

import { TrialPool } from '../../parallel/index.ts';
import type { TrialState } from '../trial-watcher.ts';
import { type MethodOrder, type MethodOutcome, trial } from './method-trial.ts';

/** How a seed ended: with an outcome or with an error. */
export type Ended =
  | { readonly outcome: MethodOutcome; readonly error: null }
  | { readonly outcome: null; readonly error: Error };

/** Who listens, and who may stop it. */
export interface RunListeners {
  readonly signal: AbortSignal;
  readonly onProgress: (state: TrialState, index: number) => void;
  readonly onEnd: (ended: Ended, index: number) => void;
}

/** Runs every order. Resolves when all have ended; throws the signal's reason once they have stopped on it. */
export type Runner = (orders: readonly MethodOrder[], listeners: RunListeners) => Promise<void>;

/** In this thread. */
export const here: Runner = async (orders, { signal, onProgress, onEnd }) => {
  for (const [index, order] of orders.entries()) {
    const report = (state: TrialState) => onProgress(state, index);
    const ended = await endOf(order, { report, signal });
    signal.throwIfAborted();
    onEnd(ended, index);
  }
};

async function endOf(...[order, tools]: Parameters<typeof trial>): Promise<Ended> {
  try {
    return { outcome: await trial(order, tools), error: null };
  } catch (error) {
    return { outcome: null, error: error as Error };
  }
}

/** The module that runs in the workers: beside this one, from source as well as built. */
const TASK = new URL(`./method-trial${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** In so many worker threads. */
export const inWorkers =
  (threads: number): Runner =>
  async (orders, { signal, onProgress, onEnd }) => {
    const pool = await TrialPool.open<MethodOrder, MethodOutcome, TrialState>(TASK, { threads });
    try {
      const ends = pool.run(orders, { signal, onProgress }).map(async (ending, index) => {
        const ended = await ending;
        if (ended.status === 'fulfilled') onEnd({ outcome: ended.value, error: null }, index);
        else if (ended.reason.end !== 'aborted') onEnd({ outcome: null, error: ended.reason }, index);
      });
      await Promise.all(ends);
      signal.throwIfAborted();
    } finally {
      await pool.close();
    }
  };
