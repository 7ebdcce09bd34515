// The computations that every thread can run: the kernels of simd/, on the memory that all threads share.

import { COUNTS, countHigh, keepHigh } from '../kernels/radix-select.ts';
import type { SimdExports } from '../kernels/simd-exports.ts';
import { BAND_WORDS, BANDS, CALL_WORDS, type Control, REGION_BYTES, REGIONS } from './control.ts';

/** The kernels, in the order of the numbers by which calls refer to them. */
export const CALLS = [
  'copyRows',
  'matmulNN',
  'matmulNT',
  'matmulTN',
  'sparseNT',
  'sparseNN',
  'sparseTN',
  'countHigh',
  'keepHigh',
  'gather',
] as const;

/** The data that a thread needs to compute. */
export interface Shared {
  readonly control: Control;
  readonly memory: WebAssembly.Memory;
  /** The kernels, compiled for shared memory. */
  readonly module: WebAssembly.Module;
}

/** Instantiates the kernels of simd/ with the shared memory. */
export const linked = ({ memory, module }: Omit<Shared, 'control'>): SimdExports =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as SimdExports;

/** Returns a function that computes band b of the bands in `control`, for the given thread. */
export function bandComputer(shared: Shared, thread: number): (band: number) => void {
  const { control, memory } = shared;
  const simd = linked(shared);
  const kernels: Record<string, (...args: number[]) => void> = {
    ...simd,
    ...selection(memory.buffer),
  } as never;
  const calls = CALLS.map((name) => kernels[name]);
  return (band) => {
    const region = control[REGIONS] + thread * control[REGION_BYTES];
    const start = BANDS + band * BAND_WORDS;
    for (let i = 0; i < control[start]; i++) {
      const [kernel, ...args] = control.subarray(
        start + 1 + i * CALL_WORDS,
        start + 1 + (i + 1) * CALL_WORDS,
      );
      calls[kernel](...args.map((x) => (x < 0 ? region + ~x : x)));
    }
  };
}

/** Returns the passes of top-k over a part of the scores, with addresses as arguments. */
const selection = (buffer: ArrayBufferLike) => ({
  countHigh(counts: number, scores: number, n: number) {
    countHigh(new Uint32Array(buffer, counts, COUNTS), new Int32Array(buffer, scores, n));
  },
  keepHigh(
    keep: number,
    tied: number,
    ties: number,
    scores: number,
    n: number,
    bucket: number,
    first: number,
  ) {
    const [marks, list] = [new Uint8Array(buffer, keep, n), new Uint32Array(buffer, tied, ties)];
    keepHigh(marks, list, new Int32Array(buffer, scores, n), bucket, first);
  },
});
