/**
 * Worker threads, which require the package `piscina`: large matrix products and top-k on several threads, and independent trials.
 *
 * @module
 */

export { ThreadsError, WorkerLostError } from './errors.ts';
export { MissingPackageError } from './piscina.ts';
export { type Threads, threadsInfo, useThreads } from './threads.ts';
export type { TrialResult } from './trial-call.ts';
export { type TrialEnd, TrialError } from './trial-error.ts';
export { type TrialListeners, TrialPool, type TrialPoolOptions } from './trial-pool.ts';
export type { Trial, TrialTools } from './trial-worker.ts';
export { runTrials } from './trials.ts';
