// Checks of what a client's methods return. Callers without types can return anything, and an async method returns a promise.

import { isMap } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import type { Weights } from './mask.ts';
import type { PrunableModel } from './model-and-trainer.ts';

/** Returns the result of a client's method. @throws {ValueError} if it is a promise. */
export function synchronous<T>(method: string, result: T): T {
  if (typeof (result as { then?: unknown } | null)?.then === 'function')
    throw new ValueError(method, 'must return its result, not a promise of it', result);
  return result;
}

/** Returns the arrays that a client's method returned. @throws {ValueError} if they are not a Map of Float32Arrays. */
export function arraysFrom(method: string, arrays: Weights): Weights {
  if (!isMap(synchronous(method, arrays)))
    throw new ValueError(method, 'must return a Map of Float32Arrays', arrays);
  for (const [name, values] of arrays) floatsFrom(`${method} "${name}"`, values);
  return arrays;
}

/** Returns an array. @throws {ValueError} if it is not a Float32Array. */
export function floatsFrom(what: string, values: Float32Array): Float32Array {
  if (Object.prototype.toString.call(synchronous(what, values)) === '[object Float32Array]') return values;
  throw new ValueError(what, 'must be a Float32Array', values);
}

/**
 * Checks that there is one value per weight of each layer; there may be more layers.
 *
 * @throws {ValueError} if a layer is missing.
 * @throws {ShapeError} if a layer has another number of values.
 */
export function checkPerWeight(method: string, found: Weights, weights: Weights): void {
  for (const [name, { length }] of weights) {
    const values = floatsFrom(`${method} "${name}"`, found.get(name) as Float32Array);
    if (values.length !== length)
      throw new ShapeError(`${method} "${name}"`, `must have ${length} entries`, values.length);
  }
}

/** Returns the live arrays of a model: the weights that may be pruned, and the others. */
export function weightsAndOthers(model: PrunableModel): { weights: Weights; others: Weights } {
  if (typeof model?.prunableWeights !== 'function')
    throw new ValueError('model', 'must have a method prunableWeights', model);
  return {
    weights: arraysFrom('prunableWeights', model.prunableWeights()),
    others: arraysFrom('otherWeights', model.otherWeights?.() ?? new Map()),
  };
}
