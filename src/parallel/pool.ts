// The caller's side of the threads: starts them, distributes bands, and waits until all bands are computed.

import { fileURLToPath } from 'node:url';
import type { ResourceLimits, Worker } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { bandComputer, type Shared } from './compute.ts';
import {
  ABSENT,
  type Band,
  BUSY,
  computeBands,
  FAILED,
  LEFT,
  newControl,
  REGION_BYTES,
  REGIONS,
  readError,
  STATE,
  THREAD_ID,
  writeBands,
} from './control.ts';
import { ThreadsError, WorkerLostError } from './errors.ts';
import { loadPiscina } from './piscina.ts';
import { workerArguments } from './typescript-workers.ts';

const WORKER = new URL(`./worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
const SLICE = 50; // Milliseconds between checks of whether a worker is still alive.
const PATIENCE = 20_000; // Number of checks, at least one millisecond apart, until workers must have started.

/** Options of a pool. */
export interface PoolOptions {
  /** URL of the file that runs in the workers, which exports `serve`. */
  readonly file?: URL;
  /** Resource limits of each worker. */
  readonly resourceLimits?: ResourceLimits;
}

/** The calling thread, which is thread 0, and its workers. */
export class Pool {
  /** Number of threads that compute, including the calling one. */
  readonly size: number;
  readonly #control = newControl();
  readonly #compute: (band: number) => void;
  readonly #piscina: Piscina;
  readonly #tasks: Promise<unknown>;
  readonly #workers: readonly Worker[];
  #lost: unknown;

  private constructor(piscina: Piscina, size: number, shared: Omit<Shared, 'control'>) {
    this.size = size;
    this.#piscina = piscina;
    this.#workers = [...piscina.threads];
    const seat = { ...shared, control: this.#control };
    this.#compute = bandComputer(seat, 0);
    const tasks = Array.from({ length: size - 1 }, (_, i) => piscina.run({ ...seat, thread: i + 1 }));
    this.#tasks = Promise.all(tasks);
    this.#tasks.catch((error) => {
      this.#lost = error; // A worker failed while nobody waited; the next computation reports it.
    });
    piscina.on('error', () => {});
  }

  /** Starts the workers, and waits until they are ready for bands. */
  static async start(
    size: number,
    shared: Omit<Shared, 'control'>,
    options: PoolOptions = {},
  ): Promise<Pool> {
    const Piscina = await loadPiscina();
    const { file = WORKER, resourceLimits = {} } = options;
    const piscina = new Piscina({
      filename: fileURLToPath(file),
      name: 'serve',
      minThreads: size - 1,
      maxThreads: size - 1,
      resourceLimits,
      ...workerArguments(file),
    });
    const pool = new Pool(piscina, size, shared);
    try {
      for (let waited = 0; !pool.#isReady(); waited++) {
        if (waited > PATIENCE) throw new ThreadsError('threads', 'must start', `none in ${PATIENCE} ms`);
        await Promise.race([pool.#tasks, new Promise((done) => setTimeout(done, 1))]);
      }
    } catch (error) {
      await piscina.destroy();
      if (error instanceof ThreadsError) throw error;
      throw new ThreadsError('threads', 'must start', `${error}`);
    }
    return pool;
  }

  /**
   * Computes all bands on all threads. `regions` is the address of the memory for intermediate results, `bytes` its size per
   * thread.
   */
  run(bands: readonly Band[], regions: number, bytes: number): void {
    this.post(bands, regions, bytes);
    this.finish();
  }

  /** Distributes the bands. @throws {WorkerLostError} if a worker has stopped since the last computation. */
  post(bands: readonly Band[], regions: number, bytes: number): void {
    if (this.#lost !== undefined) {
      throw new WorkerLostError(`worker: must stay until the threads are closed, got ${this.#lost}`);
    }
    writeBands(this.#control, bands);
    this.#control[REGIONS] = regions;
    this.#control[REGION_BYTES] = bytes;
    Atomics.store(this.#control, LEFT, bands.length);
    Atomics.notify(this.#control, LEFT, bands.length - 1);
  }

  /**
   * Computes the unclaimed bands and waits for the others. @throws {WorkerLostError} if a worker has stopped without finishing.
   */
  finish(): void {
    const lost: number[] = [];
    try {
      computeBands(this.#control, 0, this.#compute);
    } finally {
      Atomics.store(this.#control, LEFT, 0);
      for (let t = 1; t < this.size; t++) if (!this.#isDone(t)) lost.push(t);
    }
    if (lost.length > 0) {
      const end = readError(this.#control) || 'the end of its thread';
      throw new WorkerLostError(`worker ${lost}: must stay until its part is computed, got ${end}`);
    }
  }

  /** Waits until a worker is not busy. Returns false if the worker has stopped. */
  #isDone(thread: number): boolean {
    const word = STATE + thread;
    while (Atomics.load(this.#control, word) === BUSY) {
      if (Atomics.wait(this.#control, word, BUSY, SLICE) === 'timed-out' && !this.#isAlive(thread))
        return false;
    }
    return Atomics.load(this.#control, word) !== FAILED;
  }

  /**
   * Returns whether a worker is alive. The calling thread receives no events while it waits, but the event loop of a thread that
   * has ended has no utilization.
   */
  #isAlive(thread: number): boolean {
    const id = Atomics.load(this.#control, THREAD_ID + thread);
    const loop = this.#workers.find(({ threadId }) => threadId === id)?.performance.eventLoopUtilization();
    return loop !== undefined && loop.active > 0 && loop.idle >= 0;
  }

  /** Returns whether all workers wait for bands, so that the loss of one would be noticed. */
  #isReady(): boolean {
    for (let t = 1; t < this.size; t++) {
      if (Atomics.load(this.#control, STATE + t) === ABSENT || !this.#isAlive(t)) return false;
    }
    return true;
  }

  /** Stops the workers. Never rejects. */
  async close(): Promise<void> {
    Atomics.store(this.#control, LEFT, -1);
    Atomics.notify(this.#control, LEFT);
    await this.#tasks.catch(() => {});
    await this.#piscina.destroy();
  }
}
