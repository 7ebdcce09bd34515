// Shared control words, in addition to the kernel heap: the number of unclaimed bands, the state of each thread, and the bands.

/**
 * Index of the number of unclaimed bands. Bands are claimed from the last to the first. A negative number tells the workers to
 * stop.
 */
export const LEFT = 0;
/** Index of the address at which the regions for intermediate results start, one per thread. */
export const REGIONS = 1;
/** Index of the size of each region in bytes. */
export const REGION_BYTES = 2;
/** The state of thread t is the word STATE + t. */
export const STATE = 16;
/** The `threadId` of worker t is the word THREAD_ID + t. */
export const THREAD_ID = 80;
/** Maximum number of threads, including the calling one. */
export const MAX_THREADS = 64;

/** States of a thread: not started, waiting for bands, computing a band, or stopped by an error. */
export const ABSENT = 0;
export const IDLE = 1;
export const BUSY = 2;
export const FAILED = 3;

/** Index of a stopped worker's error message: its number of characters, then one character per word. */
const LAST_WORDS = 144;

/** Index of the bands. Each band has the number of its calls, followed by the calls. */
export const BANDS = 256;
/** Maximum number of bands at a time. */
const MAX_BANDS = 2 * MAX_THREADS;
/** Number of words of a call: the number of the kernel and up to nine arguments. */
export const CALL_WORDS = 10;
/** Number of words of a band: its number of calls, and up to three calls. */
export const BAND_WORDS = 1 + 3 * CALL_WORDS;

/** The control words, which all threads share. */
export type Control = Int32Array<SharedArrayBuffer>;

/** Allocates the control words of a new pool. */
export const newControl = (): Control =>
  new Int32Array(new SharedArrayBuffer(4 * (BANDS + MAX_BANDS * BAND_WORDS)));

/**
 * One part of a result, as consecutive calls of kernels: [number, …arguments]. Addresses refer to the kernel heap; ~x is the
 * offset of x bytes in the region of the thread that computes the band.
 */
export type Band = readonly (readonly number[])[];

/** Writes the bands to the control words. */
export function writeBands(control: Control, bands: readonly Band[]) {
  bands.forEach((calls, b) => {
    const start = BANDS + b * BAND_WORDS;
    control[start] = calls.length;
    calls.forEach((call, i) => {
      control.set(call, start + 1 + i * CALL_WORDS);
    });
  });
}

/** Claims bands until none is left, and computes each of them. */
export function computeBands(control: Control, thread: number, compute: (band: number) => void) {
  for (let left = Atomics.load(control, LEFT); left > 0; left = Atomics.load(control, LEFT)) {
    Atomics.store(control, STATE + thread, BUSY); // The state is set before claiming, so that every claimed band has a busy thread.
    if (Atomics.compareExchange(control, LEFT, left, left - 1) === left) compute(left - 1);
    Atomics.store(control, STATE + thread, IDLE);
    Atomics.notify(control, STATE + thread);
  }
}

/** Writes the first hundred characters of an error message for the calling thread. */
export function writeError(control: Control, text: string) {
  const characters = Array.from({ length: Math.min(text.length, 100) }, (_, i) => text.charCodeAt(i));
  control.set([characters.length, ...characters], LAST_WORDS);
}

/** Returns the error message of a worker; empty if there is none. */
export function readError(control: Control): string {
  const start = LAST_WORDS + 1;
  return String.fromCharCode(...control.subarray(start, start + control[LAST_WORDS]));
}
