// The prunable weights of a network and their derivatives, by name.

import type { Variable } from '../autograd/index.ts';
import { ValueError } from '../errors.ts';
import type { Module, Parameter } from '../nn/index.ts';
import type { Tensor } from '../tensor/index.ts';

/** Returns the prunable parameters by name. @throws {ValueError} if there are none. */
export function prunable(model: Module): Map<string, Parameter> {
  const names = model.prunableWeights();
  if (names.size === 0) throw new ValueError('model', 'must have a prunable weight', names.size);
  return new Map([...model.namedParameters()].filter(([name]) => names.has(name)));
}

/** Returns copies of the derivatives with respect to these parameters by name, with +0 for pruned weights. */
export function named(
  parameters: ReadonlyMap<string, Parameter>,
  found: readonly Variable[],
): Map<string, Float32Array> {
  return new Map(
    [...parameters].map(([name, parameter], i) => [name, maskedTensor(found[i], parameter.mask).values()]),
  );
}

/** Returns a copy with +0 at pruned entries. */
export function maskedTensor({ value }: Variable, mask: Uint8Array | null): Tensor {
  const copy = value.clone();
  if (mask !== null) for (let i = 0; i < mask.length; i++) if (mask[i] === 0) copy.data[i] = 0;
  return copy;
}
