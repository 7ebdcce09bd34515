import { ValueError } from '../errors.ts';
import { type KernelHeap, KernelHeapError } from './heap.ts';
import * as reference from './reference/index.ts';
import { loadSimd } from './simd.ts';

export type { AdamStep, SgdStep, SparsePattern } from './reference/index.ts';
export { KernelHeapError };

/** A complete set of kernels. Each function's loop in `reference/` is its specification, to the bit. */
export type Kernels = typeof reference;

/** The sets there are: the plain loops, and their twins four lanes at a time. */
export type KernelsName = 'reference' | 'simd';

/** SIMD kernels were asked for, and the engine does not run them. */
export class KernelsError extends ValueError {
  override readonly name: string = 'KernelsError';
}

const simd = tryLoading();
let using: KernelsName = typeof simd === 'string' ? 'reference' : 'simd';
let standIn: Kernels | null = null;
let reason = typeof simd === 'string' ? simd : 'chosen at start: the engine runs WebAssembly with SIMD';

/** The kernels in use: chosen at start, `simd` where the engine runs it. */
export let kernels: Kernels = typeof simd === 'string' ? reference : simd.kernels;

/** Which set is in use, and why, in words for a person. */
export function kernelsInfo(): { name: KernelsName; reason: string } {
  return { name: using, reason };
}

/**
 * Chooses the kernels by hand. Results do not depend on it, only speed does.
 *
 * @throws KernelsError when `simd` is asked for and not to be had; its message says why.
 */
export function useKernels(name: KernelsName): void {
  if (name === 'simd' && typeof simd === 'string') {
    throw new KernelsError('kernels', `must be 'reference' here (${simd})`, name);
  }
  if (name !== 'simd' && name !== 'reference') {
    throw new KernelsError('kernels', "must be 'reference' or 'simd'", name);
  }
  using = name;
  kernels = chosen();
  reason = 'chosen by hand';
}

/** Puts other kernels in the place of the SIMD ones, of the same bits: those that use threads; null puts them back. */
export function standInForSimd(others: Kernels | null): void {
  standIn = others;
  kernels = chosen();
}

function chosen(): Kernels {
  return using === 'simd' && typeof simd !== 'string' ? (standIn ?? simd.kernels) : reference;
}

/**
 * Zeroed arrays for what stays: parameters, gradients, optimizer state. They live on the kernel heap, where the SIMD
 * kernels use them in place, or are ordinary arrays where there is none.
 *
 * @param what names the request if it fails.
 * @throws KernelHeapError when the heap has no room.
 */
export const allocate = (length: number, what?: string): Float32Array =>
  heap === null ? new Float32Array(length) : heap.allocate(length, what);

/** The same for the positions of a sparse pattern. */
export const allocateIndices = (length: number, what?: string): Uint32Array =>
  heap === null ? new Uint32Array(length) : heap.allocateIndices(length, what);

/** The same for a mask. */
export const allocateMask = (length: number, what?: string): Uint8Array =>
  heap === null ? new Uint8Array(length) : heap.allocateMask(length, what);

/** The loaded kernels, or why there are none. */
function tryLoading(): ReturnType<typeof loadSimd> | string {
  if (typeof WebAssembly === 'undefined') return 'the engine has no WebAssembly';
  try {
    return loadSimd();
  } catch (error) {
    return `the engine refused the SIMD kernels: ${error instanceof Error ? error.message : error}`;
  }
}

/** The kernel heap, or null where there is none. */
export const heap: KernelHeap | null = typeof simd === 'string' ? null : simd.heap;

/** What the SIMD kernels are made of, for other threads to run too, or null where there are none. */
export const simdParts: { readonly kernels: Kernels; readonly module: WebAssembly.Module } | null =
  typeof simd === 'string' ? null : simd;
