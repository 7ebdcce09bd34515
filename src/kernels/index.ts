import { ValueError } from '../errors.ts';
import { type KernelHeap, KernelHeapError } from './heap.ts';
import * as reference from './reference/index.ts';
import { loadSimd } from './simd.ts';
import { selectTopK } from './top-k.ts';

export type { AdamStep, SgdStep, SparsePattern } from './reference/index.ts';
export { KernelHeapError };

/** A complete set of kernels. The loops in `reference/` specify the results, to the bit. */
export type Kernels = typeof reference;

/** Names of the kernel sets: the plain loops, and the same computations with SIMD. */
export type KernelsName = 'reference' | 'simd';

/**
 * Thrown when a kernel set is unknown, or is `simd` and the engine does not support it.
 *
 * @example
 * useKernels('gpu'); // throws KernelsError
 */
export class KernelsError extends ValueError {
  override readonly name: string = 'KernelsError';
}

const simd = tryLoading();
let using: KernelsName = typeof simd === 'string' ? 'reference' : 'simd';
let replacement: Kernels | null = null;
let reason = typeof simd === 'string' ? simd : 'chosen at start: the engine runs WebAssembly with SIMD';

/** The kernels in use: at first `simd` if the engine supports it, otherwise `reference`. */
export let kernels: Kernels = typeof simd === 'string' ? reference : simd.kernels;
use(kernels);

/**
 * Returns the name of the kernel set in use and the reason in human-readable form.
 *
 * @example
 * useKernels('reference');
 * kernelsInfo(); // → { name: 'reference', reason: 'chosen by hand' }
 */
export function kernelsInfo(): { name: KernelsName; reason: string } {
  return { name: using, reason };
}

/**
 * Selects the kernel set. This affects only speed: all results are the same, to the bit.
 *
 * @throws {KernelsError} if the name is unknown, or is `simd` and the engine does not support it; the message says why.
 *
 * @example
 * useKernels('reference');
 * kernelsInfo().name; // → 'reference'
 */
export function useKernels(name: KernelsName): void {
  if (name === 'simd' && typeof simd === 'string') {
    throw new KernelsError('kernels', `must be 'reference' here (${simd})`, name);
  }
  if (name !== 'simd' && name !== 'reference') {
    throw new KernelsError('kernels', "must be 'reference' or 'simd'", name);
  }
  using = name;
  use(chosen());
  reason = 'chosen by hand';
}

/**
 * Replaces the SIMD kernels with others that give the same bits, for example kernels that use worker threads. The
 * replacement is used whenever the set `simd` is selected.
 *
 * @param others the replacement, or null to restore the SIMD kernels.
 */
export function replaceSimd(others: Kernels | null): void {
  replacement = others;
  use(chosen());
}

function chosen(): Kernels {
  return using === 'simd' && typeof simd !== 'string' ? (replacement ?? simd.kernels) : reference;
}

function use(set: Kernels): void {
  kernels = set;
  selectTopK(set.topK);
}

/**
 * Allocates a zeroed array for long-lived values: parameters, gradients, optimizer state. It lies on the kernel heap, where
 * the SIMD kernels use it in place. Without a kernel heap, it is an ordinary array.
 *
 * @param what description of the array for the error message.
 * @throws {KernelHeapError} if the heap does not have enough room.
 */
export const allocate = (length: number, what?: string): Float32Array =>
  heap === null ? new Float32Array(length) : heap.allocate(length, what);

/** Allocates zeroed indices for a sparse pattern, like `allocate`. */
export const allocateIndices = (length: number, what?: string): Uint32Array =>
  heap === null ? new Uint32Array(length) : heap.allocateIndices(length, what);

/** Allocates a zeroed mask, like `allocate`. */
export const allocateMask = (length: number, what?: string): Uint8Array =>
  heap === null ? new Uint8Array(length) : heap.allocateMask(length, what);

/** Loads the SIMD kernels, or returns the reason why they are not available. */
function tryLoading(): ReturnType<typeof loadSimd> | string {
  if (typeof WebAssembly === 'undefined') return 'the engine has no WebAssembly';
  try {
    return loadSimd();
  } catch (error) {
    return `the engine rejected the SIMD kernels: ${error instanceof Error ? error.message : error}`;
  }
}

/** The kernel heap, or null if the SIMD kernels are not available. */
export const heap: KernelHeap | null = typeof simd === 'string' ? null : simd.heap;

/** The SIMD kernels, and their module for use in other threads; null if they are not available. */
export const simdParts: { readonly kernels: Kernels; readonly module: WebAssembly.Module } | null =
  typeof simd === 'string' ? null : simd;
