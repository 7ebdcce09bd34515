// What runs in a worker thread: one Piscina task that lasts as long as the pool.

import { threadId } from 'node:worker_threads';
import { bandComputer, type Shared } from './compute.ts';
import { type Control, computeBands, FAILED, IDLE, LEFT, STATE, THREAD_ID, writeError } from './control.ts';

/** What Piscina hands to the worker: what is shared, and which thread it is. */
export interface WorkerData extends Shared {
  readonly thread: number;
}

/** Waits for bands and computes them, until it is told to go home. */
export function serve(seat: WorkerData): void {
  serveWith(seat.control, seat.thread, bandComputer(seat, seat.thread));
}

/** The same, whatever `compute` does. */
export function serveWith(control: Control, thread: number, compute: (band: number) => void): void {
  Atomics.store(control, THREAD_ID + thread, threadId);
  Atomics.store(control, STATE + thread, IDLE);
  try {
    while (Atomics.load(control, LEFT) >= 0) {
      computeBands(control, thread, compute);
      Atomics.wait(control, LEFT, 0); // uses no processor time, and returns at once if there is something to do
    }
  } catch (error) {
    writeError(control, String(error));
    Atomics.store(control, STATE + thread, FAILED);
    Atomics.notify(control, STATE + thread);
    throw error;
  }
}
