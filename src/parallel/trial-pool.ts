// Trials in worker threads: independent runs of one function, each a Piscina task.

import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ResourceLimits } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { atLeast, wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import { loadPiscina } from './piscina.ts';
import { Seats } from './seats.ts';
import { TrialCall, type TrialOrder, type TrialResult } from './trial-call.ts';
import { workerArguments } from './typescript-workers.ts';

/** How a pool works; each has a default. */
export interface TrialPoolOptions {
  /** Worker threads; as many as the machine has cores without it. More than cores is allowed, and no faster. */
  readonly threads?: number;
  /** What each worker may use, as Node's `worker_threads` have it; Node's own limits without it. */
  readonly resourceLimits?: ResourceLimits;
  /** Milliseconds an aborted trial has to stop by itself before its worker is ended; 3,000 without it. */
  readonly patience?: number;
}

/** Who listens to trials, and who may stop them. */
export interface TrialListeners<Progress = unknown> {
  /** Aborts all trials: those that wait never start, those that run are told, and ended if they do not stop. */
  readonly signal?: AbortSignal;
  /** Hears what a trial reports, in the order it was reported. An error it throws ends that trial. */
  readonly onProgress?: (progress: Progress, trial: number) => void;
}

/** The file that runs in the workers: beside this one, from source as well as built. */
const WORKER = new URL(`./trial-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Threads that run trials. */
export class TrialPool<Input = unknown, Output = unknown, Progress = unknown> {
  readonly #piscina: Piscina;
  readonly #task: string;
  readonly #patience: number;
  readonly #seats: Seats;
  readonly #running = new Set<TrialCall<Output>>();
  #closed: Promise<void> | null = null;

  private constructor(piscina: Piscina, task: string, patience: number) {
    this.#piscina = piscina;
    this.#task = task;
    this.#patience = patience;
    this.#seats = new Seats(piscina.maxThreads);
    // A worker that fails before it has a trial leaves nobody to run those that wait.
    piscina.on('error', (error) => this.#stopAll('died', error));
    piscina.on('workerDestroy', () =>
      queueMicrotask(() => piscina.threads.length === 0 && this.#stopAll('died', undefined)),
    );
  }

  /**
   * Starts the threads. `task` is the URL of a module that exports a function named `trial`. Throws a ValueError for an
   * option out of range or a task that is no URL, a MissingPackageError where `piscina` is not installed.
   */
  static async open<Input = unknown, Output = unknown, Progress = unknown>(
    task: URL | string,
    { threads = availableParallelism(), resourceLimits, patience = 3000 }: TrialPoolOptions = {},
  ): Promise<TrialPool<Input, Output, Progress>> {
    wholeNumber('threads', threads, 1);
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

  /** How many trials run at a time. */
  get threads(): number {
    return this.#piscina.maxThreads;
  }

  /**
   * Runs one trial an input. The promises stand in the order of the inputs, whatever order trials finish in, and none ever
   * rejects: a trial without a result resolves to its TrialError. Throws a ValueError after `close`.
   */
  run(
    inputs: Iterable<Input>,
    { signal, onProgress }: TrialListeners<Progress> = {},
  ): Promise<TrialResult<Output>>[] {
    if (this.#closed !== null) throw new ValueError('trial pool', 'must be open', 'a closed one');
    if (signal) setMaxListeners(0, signal); // each trial listens, and there may be more than Node finds plausible
    return Array.from(inputs, (input, trial) =>
      this.#seats.taken(() =>
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

  /** Ends all threads, and whatever still runs there. Closing again waits for the same end. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** Closes at the end of an `await using`. */
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
