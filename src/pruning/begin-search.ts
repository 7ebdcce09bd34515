import { ValueError } from '../errors.ts';
import type { Weights } from './mask.ts';
import type { PrunableModel } from './model-and-trainer.ts';

/** The models that are being searched, and their arrays, by which two objects can be recognized as the same model. */
const searched = new WeakSet<object>();

/**
 * Marks a model as being searched.
 *
 * @returns a function that removes the mark.
 * @throws {ValueError} if it is being searched already.
 */
export function beginSearch(model: PrunableModel, weights: Weights): () => void {
  const parts = [model, ...weights.values()];
  if (parts.some((part) => searched.has(part)))
    throw new ValueError('model', 'must not be in another search: end that one first', model);
  for (const part of parts) searched.add(part);
  return () => {
    for (const part of parts) searched.delete(part);
  };
}
