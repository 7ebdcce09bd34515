// The code that runs in a worker thread: one Piscina task that lasts as long as the pool.

import { threadId } from 'node:worker_threads';
import { bandComputer, type Shared } from './compute.ts';
import { type Control, computeBands, FAILED, IDLE, LEFT, STATE, THREAD_ID, writeError } from './control.ts';

/** The data that Piscina passes to a worker: the shared memory and kernels, and the number of the thread. */
export interface WorkerData extends Shared {
  readonly thread: number;
}

/** Waits for bands and computes them until the pool is closed. */
export function serve(seat: WorkerData): void {
  serveWith(seat.control, seat.thread, bandComputer(seat, seat.thread));
}

/** Waits for bands and calls `compute` for each of them until the pool is closed. */
export function serveWith(control: Control, thread: number, compute: (band: number) => void): void {
  Atomics.store(control, THREAD_ID + thread, threadId);
  Atomics.store(control, STATE + thread, IDLE);
  try {
    while (Atomics.load(control, LEFT) >= 0) {
      computeBands(control, thread, compute);
      Atomics.wait(control, LEFT, 0); // Waiting uses no processor time, and returns immediately if there is something to do.
    }
  } catch (error) {
    writeError(control, String(error));
    Atomics.store(control, STATE + thread, FAILED);
    Atomics.notify(control, STATE + thread);
    throw error;
  }
}
