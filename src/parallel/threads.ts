import { integer } from '../check.ts';
import type { KernelHeap } from '../kernels/heap.ts';
import { heap, type Kernels, kernelsInfo, replaceSimd, simdParts } from '../kernels/index.ts';
import type { Sizes } from './bands.ts';
import { linked } from './compute.ts';
import { MAX_THREADS } from './control.ts';
import { defaultThreads } from './default-threads.ts';
import { ThreadsError, WorkerLostError } from './errors.ts';
import { threadedKernels } from './kernels.ts';
import { Pool } from './pool.ts';
import type { Run } from './products.ts';

/** The threads that `useThreads` started. */
export interface Threads {
  /** Number of threads that compute, including the calling one. */
  readonly size: number;
  /** Ends the workers; from then on one thread computes. Closing again has no effect. */
  close(): Promise<void>;
  /** Calls `close` at the end of an `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

const ALONE = 'no others are in use';
const NO_SHARED_MEMORY =
  'must have shared memory, and be asked for where a thread may wait for others: in Node, not in a page of a browser';

let inUse: OpenThreads | 'starting' | null = null;
let reason = ALONE;

/**
 * Returns the number of threads that compute, and the reason as text.
 *
 * @example
 * threadsInfo(); // → { threads: 1, reason: 'no others are in use' }
 * const threads = await useThreads(2);
 * threadsInfo().threads; // → 2
 * await threads.close();
 */
export function threadsInfo(): { threads: number; reason: string } {
  return { threads: inUse instanceof OpenThreads ? inUse.size : 1, reason };
}

/**
 * Starts n − 1 workers. Until they are closed, they and the calling thread compute large matrix products and top-k together.
 * Results have the same bits for any number of threads. More threads than the machine has cores are allowed but do not compute
 * faster. If a worker is lost, the computation under way throws a WorkerLostError, and from then on one thread computes.
 *
 * @param n number of threads, 1 to 64; by default as many as can run at the same time.
 * @throws {ValueError} if n is not an integer in [1, 64].
 * @throws {ThreadsError} if threads are in use already, the engine has no SIMD kernels or no shared memory, or it is not Node.
 * @throws {MissingPackageError} if the package `piscina` is not installed.
 *
 * @example
 * const threads = await useThreads(2);
 * threads.size; // → 2
 * const product = matmul(full([256, 256], 1), full([256, 256], 2)); // the same bits as with one thread
 * product.value.values()[0]; // → 512
 * await threads.close();
 */
export async function useThreads(n: number = defaultThreads()): Promise<Threads> {
  integer('threads', n, 1, MAX_THREADS);
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

  /** Makes the pool compute large products and top-k. */
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
