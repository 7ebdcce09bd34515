import { availableParallelism } from 'node:os';
import { MAX_THREADS } from './control.ts';

/** Returns the default number of threads: one per core of the machine, at most 64, and at most one per task. */
export const defaultThreads = (tasks = Number.POSITIVE_INFINITY): number =>
  Math.min(availableParallelism(), MAX_THREADS, tasks);
