import { ValueError } from '../errors.ts';
import { weightsAndOthers } from './check-arrays.ts';
import type { Weights } from './mask.ts';
import type { PrunableModel } from './model-and-trainer.ts';

/**
 * Checks that a model returns its live arrays: the same memory at every call, and separate memory for each name.
 *
 * Copies would be pruned and rewound in place of the network, and weights that have two names would be pruned twice.
 *
 * @returns the prunable weights.
 * @throws {ValueError} otherwise.
 */
export function checkLive(model: PrunableModel): Weights {
  const [arrays, again] = [namedArrays(model), namedArrays(model)];
  arrays.forEach(([what, values], i) => {
    if (!isSameMemory(values, again[i]?.[1]))
      throw new ValueError(what, 'must be the live array, the same at every call', 'a copy');
    const shared = arrays.slice(0, i).find(([, other]) => isOverlapping(values, other));
    if (shared) throw new ValueError(what, 'must have its own memory (name tied weights once)', shared[0]);
  });
  return model.prunableWeights();
}

/** Returns whether two arrays are the same memory. */
export const isSameMemory = (a: Float32Array, b: Float32Array | undefined): boolean =>
  a.buffer === b?.buffer && a.byteOffset === b.byteOffset && a.length === b.length;

const isOverlapping = (a: Float32Array, b: Float32Array): boolean =>
  a.buffer === b.buffer && Math.max(a.byteOffset, b.byteOffset) < Math.min(endOf(a), endOf(b));

const endOf = ({ byteOffset, byteLength }: Float32Array): number => byteOffset + byteLength;

function namedArrays(model: PrunableModel): (readonly [what: string, values: Float32Array])[] {
  const { weights, others } = weightsAndOthers(model);
  return [
    ...[...weights].map(([name, values]) => [`prunableWeights "${name}"`, values] as const),
    ...[...others].map(([name, values]) => [`otherWeights "${name}"`, values] as const),
  ];
}
