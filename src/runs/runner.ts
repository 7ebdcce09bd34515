// Runners execute units in this thread or in worker threads. They do not depend on experiments or files.

import type { KernelsName } from '../kernels/index.ts';
import { type Trial, type TrialError, TrialPool } from '../parallel/index.ts';
import type { UnitOutcome } from './store.ts';

/** The data from which a unit can be run on any thread or machine. */
export interface UnitOrder {
  readonly command: string;
  /** The options of the command, as in the plan. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Id of the unit. */
  readonly unit: string;
  /** Encoded results that the unit needs, by the ids of their units. */
  readonly needed: ReadonlyMap<string, Uint8Array>;
  /** Whether another unit needs the result. */
  readonly isNeeded: boolean;
  /** Digest of everything that determines the result. */
  readonly digest: string;
  /** Name of the kernel set, which changes no result; by default, the engine's choice. */
  readonly kernels?: KernelsName;
}

/** Progress of a unit. */
export interface UnitState {
  /** Number of iterations trained so far. */
  readonly iterations: number;
  /** Completed fraction of work other than training. */
  readonly fraction: number;
  readonly loss: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/** Progress callback, and the signal that stops a unit. */
export interface UnitListeners {
  readonly signal: AbortSignal;
  readonly onProgress: (state: UnitState) => void;
}

/** Executes units. */
export interface Runner {
  /** Number of units that run at the same time. */
  readonly slots: number;
  /** Runs one unit. Rejects with the unit's error, or with the signal's reason. */
  run(order: UnitOrder, listeners: UnitListeners): Promise<UnitOutcome>;
  /** Ends the threads of the runner. */
  close(): Promise<void>;
}

/** The function that runs a unit. */
export type UnitTask = Trial<UnitOrder, UnitOutcome, UnitState>;

/** Runs units one after the other in this thread. */
export const inThisThread = (task: UnitTask): Runner => ({
  slots: 1,
  run: async (order, { signal, onProgress }) => task(order, { signal, report: onProgress }),
  close: async () => {},
});

/** Milliseconds that a unit has to stop by itself after an abort. */
const PATIENCE = 5000;

/** A thread, and the seed of the unit that it runs or ran last. */
interface Seat {
  readonly pool: TrialPool<UnitOrder, UnitOutcome, UnitState>;
  seed: number | null;
  isFree: boolean;
}

/**
 * Runs units in worker threads. A thread that has run a unit of the same seed is preferred, because it has the data.
 *
 * @param task URL of a module that exports a `UnitTask` named `trial`.
 * @throws {MissingPackageError} if the package `piscina` is not installed.
 */
export async function inWorkerThreads(
  task: URL,
  { threads, kernels }: { readonly threads: number; readonly kernels: KernelsName | null },
): Promise<Runner> {
  const seats: Seat[] = [];
  const close = async () => void (await Promise.all(seats.map(({ pool }) => pool.close())));
  try {
    while (seats.length < threads) {
      const pool = await TrialPool.open<UnitOrder, UnitOutcome, UnitState>(task, {
        threads: 1,
        patience: PATIENCE,
      });
      seats.push({ pool, seed: null, isFree: true });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const seatFor = (seed: number): Seat => {
    const free = seats.filter(({ isFree }) => isFree);
    return free.find((seat) => seat.seed === seed) ?? free.find((seat) => seat.seed === null) ?? free[0];
  };
  return {
    slots: threads,
    async run(order, listeners) {
      const seat = seatFor(order.seed);
      seat.isFree = false;
      seat.seed = order.seed;
      try {
        const [ending] = seat.pool.run([{ ...order, ...(kernels && { kernels }) }], listeners);
        const ended = await ending;
        if (ended.status === 'fulfilled') return ended.value;
        throw errorOf(ended.reason, listeners.signal);
      } finally {
        seat.isFree = true;
      }
    },
    close,
  };
}

/** Returns the signal's reason after an abort, otherwise an error with the message of the unit. */
function errorOf(error: TrialError, signal: AbortSignal): unknown {
  if (error.end === 'aborted') return signal.reason;
  if (error.cause instanceof Error) error.message = error.cause.message;
  return error;
}
