// Scratch memory: where the values of one training step live.
//
// A training step computes some fifty arrays (activations, gradients) that nobody needs once the step is over. Ordinary
// arrays would have to be copied to the kernel heap and back for each kernel, and be collected as garbage: measured, that
// costs more than all the arithmetic of a step at 98 % sparsity. So `inScratch(f)` opens a scope. Inside it, operations
// take the memory of their results from the kernel heap by moving a pointer; when `f` returns or throws, the pointer
// moves back and the memory is free again.
//
//   free memory of the kernel heap     │ inner scope │ outer scope │
//   ... ← the next result goes here    ↑ heap.top                  ↑ end of the heap
//
// Scopes nest: an inner one releases only its own results. Outside any scope, results are ordinary arrays. `trainStep`,
// `evaluate` and `backward` open a scope by themselves, so most programs never call `inScratch`.
//
// What must outlive its scope has to be copied inside it. A tensor knows its scope and throws an error when it is read
// afterwards; numbers, and copies made by `Tensor.clone`, are safe to return. Parameters, optimizer state and the gradients
// of leaves never live in scratch memory.

import { ValueError } from '../errors.ts';
import { heap } from './index.ts';

/** One call of `inScratch`. */
export interface Scope {
  /** Whether the call has ended, so that its memory may hold something else by now. */
  readonly hasEnded: boolean;
}

let current: Scope | null = null;

/** The innermost open scope, or null outside any. */
export const currentScope = (): Scope | null => current;

/**
 * Runs `f` in a scratch scope: tensors that operations compute in it can be read until it returns. Use it around a
 * training step that you write by hand; results do not depend on it, only speed does.
 *
 * @param f a synchronous function; tensors that it returns must be copied by `clone` first.
 * @returns what `f` returns.
 * @throws {ValueError} if `f` returns a promise, which would be pending when the scope ends.
 * @throws whatever `f` throws, after the scope's memory has been released.
 *
 * @example
 * const loss = inScratch(() => {
 *   model.zeroGrad();
 *   const loss = crossEntropy(model.forward(inputs), labels);
 *   backward(loss);
 *   optimizer.step();
 *   return loss.item();
 * });
 */
export function inScratch<T>(f: () => T): T {
  const [outer, top] = [current, heap?.top];
  const scope = { hasEnded: false };
  current = scope;
  try {
    const result = f();
    if (result instanceof Promise)
      throw new ValueError('inScratch', 'must be given a synchronous function', f);
    return result;
  } finally {
    scope.hasEnded = true;
    current = outer;
    if (heap !== null && top !== undefined) heap.top = top;
  }
}

/**
 * Memory for the result of an operation: scratch memory in a scope, an ordinary array outside.
 *
 * @returns an array of arbitrary contents, all of which the operation must write.
 */
export function results(length: number): Float32Array {
  if (current === null || heap === null) return new Float32Array(length);
  return heap.takeScratch(length) ?? new Float32Array(length);
}
