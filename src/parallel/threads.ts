import { availableParallelism } from 'node:os';
import { wholeNumber } from '../check.ts';
import type { KernelHeap } from '../kernels/heap.ts';
import { heap, type Kernels, kernelsInfo, replaceSimd, simdParts } from '../kernels/index.ts';
import type { Sizes } from './bands.ts';
import { linked } from './compute.ts';
import { MAX_THREADS } from './control.ts';
import { ThreadsError, WorkerLostError } from './errors.ts';
import { threadedKernels } from './kernels.ts';
import { Pool } from './pool.ts';
import type { Run } from './products.ts';

/** Threads in use. */
export interface Threads {
  /** How many compute, the calling one included. */
  readonly size: number;
  /** Ends the workers; from then on one thread computes. Closing again does nothing more. */
  close(): Promise<void>;
  /** `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

const ALONE = 'no others are in use';
const NO_SHARED_MEMORY =
  'must have shared memory, and be asked for where a thread may wait for others: in Node, not in a page of a browser';

let inUse: OpenThreads | 'starting' | null = null;
let reason = ALONE;

/** How many threads compute, and why, in words for a person. */
export function threadsInfo(): { threads: number; reason: string } {
  return { threads: inUse instanceof OpenThreads ? inUse.size : 1, reason };
}

/**
 * From now on n threads compute large products and top-k: this one and n − 1 workers. Results do not depend on it, to the
 * bit, only speed does. More threads than the machine has cores are allowed, and no faster. A worker that is lost is
 * reported once, by a WorkerLostError out of a computation; from then on one thread computes.
 *
 * Throws a ValueError unless n is a whole number in [1, 64]; a ThreadsError where threads are in use already, or where the
 * engine has no SIMD kernels or no shared memory, or is not Node; a MissingPackageError without the package `piscina`.
 */
export async function useThreads(
  n: number = Math.min(availableParallelism(), MAX_THREADS),
): Promise<Threads> {
  wholeNumber('threads', n, 1, MAX_THREADS);
  if (heap === null || simdParts === null) {
    throw new ThreadsError('threads', `must have SIMD kernels (${kernelsInfo().reason})`, n);
  }
  if (process.versions.bun !== undefined || process.versions.deno !== undefined) {
    throw new ThreadsError('threads', 'must run in Node: no other engine says whether a worker is alive', n);
  }
  if (!heap.shared) throw new ThreadsError('threads', NO_SHARED_MEMORY, n);
  if (inUse !== null) throw new ThreadsError('threads', 'must be closed before others are started', n);
  inUse = 'starting';
  try {
    const parts = { memory: heap.memory, module: simdParts.module };
    const pool = n === 1 ? null : await Pool.start(n, parts);
    const threads = new OpenThreads(n, pool);
    if (pool !== null) threads.replaceSimd(pool, heap, simdParts.kernels, linked(parts));
    reason = 'chosen by hand';
    inUse = threads;
    return threads;
  } catch (error) {
    inUse = null;
    throw error;
  }
}

class OpenThreads implements Threads {
  readonly size: number;
  readonly #pool: Pool | null;
  #closed: Promise<void> | null = null;

  constructor(size: number, pool: Pool | null) {
    this.size = size;
    this.#pool = pool;
  }

  /** Lets the pool compute. */
  replaceSimd(pool: Pool, heap: KernelHeap, kernels: Kernels, sizes: Sizes): void {
    const run: Run = ({ bands, bytes }, at) => {
      const regions = at.room(this.size * bytes);
      try {
        pool.run(bands, regions, bytes);
      } catch (error) {
        if (error instanceof WorkerLostError) this.#end('a worker was lost');
        throw error;
      }
    };
    replaceSimd(threadedKernels(kernels, heap, sizes, this.size, run));
  }

  close(): Promise<void> {
    return this.#end(ALONE);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #end(why: string): Promise<void> {
    if (inUse === this) {
      replaceSimd(null);
      inUse = null;
      reason = why;
    }
    this.#closed ??= this.#pool?.close() ?? Promise.resolve();
    return this.#closed;
  }
}
