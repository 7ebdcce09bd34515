// The words all threads share, beside the kernel heap: what is left to claim, what each thread is doing, and the bands.

/** How many bands are left to be claimed; they are claimed from the last to the first. Below 0, workers go home. */
export const LEFT = 0;
/** Where the regions for intermediate results begin, one a thread. */
export const REGIONS = 1;
/** The size of one. */
export const REGION_BYTES = 2;
/** What thread t is doing is the word STATE + t. */
export const STATE = 16;
/** The `threadId` of worker t is the word THREAD_ID + t. */
export const THREAD_ID = 80;
/** Threads there can be, the caller included. */
export const MAX_THREADS = 64;

/** A thread waits to start, waits for bands, computes one, or has left with an error. */
export const ABSENT = 0;
export const IDLE = 1;
export const BUSY = 2;
export const FAILED = 3;

/** What a worker that left had to say: so many characters, then one a word. */
const LAST_WORDS = 144;

/** Where the bands are: for each, how many calls it takes, then the calls. */
export const BANDS = 256;
/** Bands there can be at once. */
const MAX_BANDS = 2 * MAX_THREADS;
/** A call is a kernel's number and up to nine arguments. */
export const CALL_WORDS = 10;
/** A band is up to three calls, after their number. */
export const BAND_WORDS = 1 + 3 * CALL_WORDS;

/** The words, as every thread sees them. */
export type Control = Int32Array<SharedArrayBuffer>;

/** Words for a new pool. */
export const newControl = (): Control =>
  new Int32Array(new SharedArrayBuffer(4 * (BANDS + MAX_BANDS * BAND_WORDS)));

/**
 * One part of a result, as calls of kernels one after the other: [number, …arguments]. Addresses are on the kernel
 * heap; ~x is x bytes into the region of the thread that computes the band.
 */
export type Band = readonly (readonly number[])[];

/** Writes the bands where the threads find them. */
export function writeBands(control: Control, bands: readonly Band[]) {
  bands.forEach((calls, b) => {
    const start = BANDS + b * BAND_WORDS;
    control[start] = calls.length;
    calls.forEach((call, i) => {
      control.set(call, start + 1 + i * CALL_WORDS);
    });
  });
}

/** Claims bands until none is left, and computes each. */
export function computeBands(control: Control, thread: number, compute: (band: number) => void) {
  for (let left = Atomics.load(control, LEFT); left > 0; left = Atomics.load(control, LEFT)) {
    Atomics.store(control, STATE + thread, BUSY); // before claiming: a claimed band always has a busy thread
    if (Atomics.compareExchange(control, LEFT, left, left - 1) === left) compute(left - 1);
    Atomics.store(control, STATE + thread, IDLE);
    Atomics.notify(control, STATE + thread);
  }
}

/** Leaves the first hundred characters of a text for the caller to read. */
export function writeError(control: Control, text: string) {
  const characters = Array.from({ length: Math.min(text.length, 100) }, (_, i) => text.charCodeAt(i));
  control.set([characters.length, ...characters], LAST_WORDS);
}

/** The text that was left, or none. */
export function readError(control: Control): string {
  const start = LAST_WORDS + 1;
  return String.fromCharCode(...control.subarray(start, start + control[LAST_WORDS]));
}
