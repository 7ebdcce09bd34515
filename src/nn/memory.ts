// Limits on the size of networks, which are checked before anything is allocated. Sizes are those of all layers, starting with
// the inputs.

import { inGiB } from '../check.ts';
import { ValueError } from '../errors.ts';

/** Maximum number of weights of one network. They take 512 MiB, half of the kernel heap. */
const MAX_WEIGHTS = 2 ** 27;

/** Maximum memory for training a network in bytes: the size of the kernel heap. */
const MAX_TRAINING = 2 ** 30;
/** Bytes per weight: the weight, its gradient, and the two values that Adam stores for it. */
const WEIGHT_BYTES = 16;
/** Bytes per unit and example of a batch: the weighted sum, the output, and the gradients of both. */
const UNIT_BYTES = 16;
/** Evaluation passes 500 examples through the network at once, without gradients. It needs as much memory as a batch of 250. */
const MIN_EXAMPLES = 250;

/** Checks that a network has at most 2²⁷ weights. @throws {ValueError} if it has more; the message states their memory. */
export function checkWeights(what: string, sizes: readonly number[]): void {
  const weights = countWeights(sizes);
  if (!(weights > MAX_WEIGHTS)) return;
  const rule = `must have at most ${MAX_WEIGHTS} weights, ${inGiB(4 * MAX_WEIGHTS)}`;
  throw new ValueError(what, `${rule} (these would need ${inGiB(4 * weights)})`, sizes);
}

/**
 * Checks that a fully connected network can be trained within 1 GiB of memory.
 *
 * @param batchSize examples per iteration, if known.
 * @throws {ValueError} if weights, gradients, optimizer state and activations need more; the message states how much.
 */
export function checkTrainingMemory(what: string, sizes: readonly number[], batchSize = 0): void {
  const units = sizes.slice(1).reduce((sum, size) => sum + size, 0);
  const bytes = WEIGHT_BYTES * countWeights(sizes) + UNIT_BYTES * units * Math.max(batchSize, MIN_EXAMPLES);
  if (!(bytes > MAX_TRAINING)) return;
  const batches = batchSize > MIN_EXAMPLES ? ` with batches of ${batchSize}` : '';
  const rule = `must be a network that can be trained${batches} in ${inGiB(MAX_TRAINING)} of memory`;
  throw new ValueError(what, `${rule} (this one would need ${inGiB(bytes)})`, sizes);
}

const countWeights = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((sum, size, i) => sum + sizes[i] * size, 0);
