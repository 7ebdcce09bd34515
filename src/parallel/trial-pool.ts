// Runs trials in worker threads: independent calls of one function, each as a Piscina task.

import { setMaxListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ResourceLimits } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { atLeast, integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import { defaultThreads } from './default-threads.ts';
import { loadPiscina } from './piscina.ts';
import { TrialCall, type TrialOrder, type TrialResult } from './trial-call.ts';
import { workerArguments } from './typescript-workers.ts';
import { WorkerSlots } from './worker-slots.ts';

/** Options of a pool of workers for trials. */
export interface TrialPoolOptions {
  /** Number of worker threads; by default the number of cores. More are allowed but do not compute faster. */
  readonly threads?: number;
  /** Resource limits of each worker, as in Node's `worker_threads`; Node's own limits by default. */
  readonly resourceLimits?: ResourceLimits;
  /** Time that an aborted trial has to stop before its worker is ended, in milliseconds; 3,000 by default. */
  readonly patience?: number;
}

/** Progress callback and abort signal of a set of trials. */
export interface TrialListeners<Progress = unknown> {
  /** Aborts all trials. Waiting trials never start. Running trials see their own signal, and are ended if they do not stop. */
  readonly signal?: AbortSignal;
  /** Called with each value that a trial reports, in the order of the reports. If it throws an error, that trial ends. */
  readonly onProgress?: (progress: Progress, trial: number) => void;
}

/** The file that runs in the workers. It is in the same folder as this one, in the sources and in the build. */
const WORKER = new URL(`./trial-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Worker threads that run trials: independent calls of one function, such as one training per seed. `runTrials` opens a pool,
 * uses it once and closes it.
 *
 * @example
 * const task = 'data:text/javascript,export const trial = (seed) => seed * seed';
 * const pool = await TrialPool.open(task, { threads: 2 });
 * const results = await Promise.all(pool.run([1, 2, 3]));
 * await pool.close();
 * results[2]; // → { status: 'fulfilled', value: 9 }
 */
export class TrialPool<Input = unknown, Output = unknown, Progress = unknown> {
  readonly #piscina: Piscina;
  readonly #task: string;
  readonly #patience: number;
  readonly #seats: WorkerSlots;
  readonly #running = new Set<TrialCall<Output>>();
  #closed: Promise<void> | null = null;

  private constructor(piscina: Piscina, task: string, patience: number) {
    this.#piscina = piscina;
    this.#task = task;
    this.#patience = patience;
    this.#seats = new WorkerSlots(piscina.maxThreads);
    // If every worker fails before it has a trial, none is left to run the waiting ones.
    piscina.on('error', (error) => this.#stopAll('died', error));
    piscina.on('workerDestroy', () =>
      queueMicrotask(() => piscina.threads.length === 0 && this.#stopAll('died', undefined)),
    );
  }

  /**
   * Starts the threads.
   *
   * @param task URL of a module that exports a function named `trial`, which is called with an input and `TrialTools`.
   * @throws {ValueError} if an option is out of range or the task is not a URL.
   * @throws {MissingPackageError} if the package `piscina` is not installed.
   */
  static async open<Input = unknown, Output = unknown, Progress = unknown>(
    task: URL | string,
    { threads = defaultThreads(), resourceLimits, patience = 3000 }: TrialPoolOptions = {},
  ): Promise<TrialPool<Input, Output, Progress>> {
    integer('threads', threads, 1);
    atLeast('patience', patience, 0);
    if (!URL.canParse(task)) throw new ValueError('task', 'must be the URL of a module', task);
    const url = new URL(task);
    const execArguments = workerArguments(url, WORKER);
    const Pool = await loadPiscina();
    const piscina = new Pool({
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      ...execArguments,
      ...(resourceLimits && { resourceLimits }),
    });
    return new TrialPool(piscina, url.href, patience);
  }

  /** Number of trials that run at the same time. */
  get threads(): number {
    return this.#piscina.maxThreads;
  }

  /**
   * Runs one trial per input. Returns one promise per input, in the order of the inputs. None of them rejects: if a trial has no
   * result, its promise resolves to `{ status: 'rejected', reason }` with a TrialError.
   *
   * @throws {ValueError} if the pool is closed.
   */
  run(
    inputs: Iterable<Input>,
    { signal, onProgress }: TrialListeners<Progress> = {},
  ): Promise<TrialResult<Output>>[] {
    if (this.#closed !== null) throw new ValueError('trial pool', 'must be open', 'a closed one');
    if (signal) setMaxListeners(0, signal); // Every trial adds a listener to the signal, and Node would warn of many listeners.
    return Array.from(inputs, (input, trial) =>
      this.#seats.run(() =>
        this.#call({
          trial,
          task: this.#task,
          input,
          signal,
          patience: this.#patience,
          onProgress: (progress) => onProgress?.(progress as Progress, trial),
        }),
      ),
    );
  }

  /** Ends all threads and the trials that still run there. Closing again returns the same promise. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** Closes the pool at the end of an `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#stopAll('closed', undefined);
    await this.#piscina.destroy();
  }

  async #call(order: TrialOrder): Promise<TrialResult<Output>> {
    const call = new TrialCall<Output>(this.#piscina, fileURLToPath(WORKER), order);
    this.#running.add(call);
    if (this.#closed !== null) call.stop('closed', undefined);
    const result = await call.result;
    this.#running.delete(call);
    return result;
  }

  #stopAll(...[end, cause]: Parameters<TrialCall<Output>['stop']>): void {
    for (const call of this.#running) call.stop(end, cause);
  }
}
