// Who runs the seeds: this thread, one after the other, or several at a time.

import { TrialPool } from '../../parallel/index.ts';
import { wordsOf } from '../exit-codes.ts';
import type { TrialState } from '../trial-watcher.ts';
import { type MethodOrder, type MethodOutcome, trial } from './method-trial.ts';

/** How a seed ended: with an outcome; or with an error, in the words of the experiment. */
export type Ended =
  | { readonly outcome: MethodOutcome; readonly error: null }
  | { readonly outcome: null; readonly error: Error; readonly words: string };

/** Who listens, and who may stop it. */
export interface RunListeners {
  readonly signal: AbortSignal;
  readonly onProgress: (state: TrialState, index: number) => void;
  readonly onEnd: (ended: Ended, index: number) => void;
}

/** Runs orders, each on its own. */
export interface Runner {
  /** Resolves when all have ended; throws the signal's reason once they have stopped on it. */
  readonly run: (orders: readonly MethodOrder[], listeners: RunListeners) => Promise<void>;
  /** Ends its threads. */
  readonly close: () => Promise<void>;
}

/**
 * In so many worker threads, or in this one where one is enough. Throws a MissingPackageError where threads cannot be
 * had.
 */
export const openRunner = (threads: number): Promise<Runner> | Runner =>
  threads > 1 ? inWorkers(threads) : here;

const here: Runner = {
  async run(orders, { signal, onProgress, onEnd }) {
    for (const [index, order] of orders.entries()) {
      const report = (state: TrialState) => onProgress(state, index);
      const ended = await endOf(order, { report, signal });
      if (ended.error === null || !signal.aborted) onEnd(ended, index);
      signal.throwIfAborted();
    }
  },
  close: async () => {},
};

async function endOf(...[order, tools]: Parameters<typeof trial>): Promise<Ended> {
  try {
    return { outcome: await trial(order, tools), error: null };
  } catch (cause) {
    const error = cause as Error;
    return { outcome: null, error, words: error.message };
  }
}

/** The module that runs in the workers: beside this one, from source as well as built. */
const TASK = new URL(`./method-trial${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

async function inWorkers(threads: number): Promise<Runner> {
  const pool = await TrialPool.open<MethodOrder, MethodOutcome, TrialState>(TASK, { threads });
  return {
    async run(orders, { signal, onProgress, onEnd }) {
      const ends = pool.run(orders, { signal, onProgress }).map(async (ending, index) => {
        const ended = await ending;
        if (ended.status === 'fulfilled') return onEnd({ outcome: ended.value, error: null }, index);
        const { reason: error } = ended;
        if (error.end !== 'aborted') onEnd({ outcome: null, error, words: wordsOf(error) }, index);
      });
      await Promise.all(ends);
      signal.throwIfAborted();
    },
    close: () => pool.close(),
  };
}
