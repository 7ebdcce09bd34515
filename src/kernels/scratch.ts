// Scratch memory holds the values that are computed during one training step.
//
// A training step computes some fifty arrays (activations, gradients) that are not needed after the step. Ordinary arrays
// would have to be copied to the kernel heap and back for each kernel, and later be garbage-collected. Measurements showed
// that this costs more than all the arithmetic of a step at 98 % sparsity. Therefore `inScratch(f)` opens a scope. Inside
// it, operations allocate their results on the kernel heap by moving a pointer. When `f` returns or throws, the pointer
// moves back and the memory is free again.
//
//   free memory of the kernel heap     │ inner scope │ outer scope │
//   ... ← the next result goes here    ↑ heap.top                  ↑ end of the heap
//
// Scopes can be nested: an inner scope releases only its own results. Outside any scope, results are ordinary arrays.
// `trainStep`, `evaluate` and `backward` open a scope themselves, so most programs never call `inScratch`.
//
// Values that must outlive their scope have to be copied inside it. A tensor knows its scope and throws an error when it is
// read after the scope has ended. Numbers and copies made by `Tensor.clone` are safe to return. Parameters, optimizer state
// and the gradients of leaves are never stored in scratch memory.

import { ValueError } from '../errors.ts';
import { heap } from './index.ts';

/** The scope of one call to `inScratch`. */
export interface Scope {
  /** Whether the call has ended, so that its memory may have been reused. */
  readonly hasEnded: boolean;
}

let current: Scope | null = null;

/** Returns the innermost open scope, or null outside any scope. */
export const currentScope = (): Scope | null => current;

/**
 * Runs `f` in a scratch scope: tensors computed in it can be read until `f` returns. Use it around a training step that you
 * write by hand. It makes the step faster and does not change any result.
 *
 * @param f a synchronous function; tensors that it returns must be copied with `clone` first.
 * @returns the return value of `f`.
 * @throws {ValueError} if `f` returns a promise, which would be pending when the scope ends.
 * @throws the error that `f` throws, after the scope's memory has been released.
 *
 * @example
 * const w = variable([1, 2]);
 * const loss = inScratch(() => {
 *   const loss = sum(square(w));
 *   loss.backward();
 *   return loss.item();
 * });
 * loss; // → 5
 */
export function inScratch<T>(f: () => T): T {
  const [outer, top] = [current, heap?.top];
  const scope = { hasEnded: false };
  current = scope;
  try {
    const result = f();
    if (result instanceof Promise)
      throw new ValueError('inScratch', 'must be called with a synchronous function', f);
    return result;
  } finally {
    scope.hasEnded = true;
    current = outer;
    if (heap !== null && top !== undefined) heap.top = top;
  }
}

/**
 * Allocates memory for the result of an operation: scratch memory inside a scope, an ordinary array outside.
 *
 * @returns an array with arbitrary contents. The operation must write every element.
 */
export function results(length: number): Float32Array {
  if (current === null || heap === null) return new Float32Array(length);
  return heap.takeScratch(length) ?? new Float32Array(length);
}
