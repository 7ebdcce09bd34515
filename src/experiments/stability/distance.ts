// Distance between two trained networks. Frankle et al. 2019, "Stabilizing the Lottery Ticket Hypothesis", §3.

import { NonFiniteError } from '../../errors.ts';
import type { Mask, Weights } from '../../pruning/index.ts';
import { checkSameLayers } from '../../pruning/mask.ts';

/**
 * Returns the distance of two trained networks, ‖m ⊙ a − m ⊙ b‖₂ over all layers of the mask. It measures how unstable training is.
 * Arrays that the mask does not have, such as biases, are ignored. Frankle et al. 2019, §3. The sum is computed in float64, in the
 * order of the layers and indices.
 *
 * @throws {ValueError} if a layer of the mask is missing.
 * @throws {ShapeError} if a layer has another size.
 * @throws {NonFiniteError} if a surviving weight is NaN or infinite.
 *
 * @example
 * const a = new Map([['fc1', Float32Array.of(1, 5, 2)]]);
 * const b = new Map([['fc1', Float32Array.of(4, 0, -2)]]);
 * weightDistance(a, b, new Mask(new Map([['fc1', [1, 0, 1]]]))); // → 5
 */
export function weightDistance(a: Weights, b: Weights, mask: Mask): number {
  let squares = 0;
  const [from, to] = [pick(a, mask, 'first'), pick(b, mask, 'second')];
  for (const [name, bits] of mask.layers) {
    const [x, y] = [from.get(name) as Float32Array, to.get(name) as Float32Array];
    for (let i = 0; i < bits.length; i++) {
      if (bits[i] === 0) continue;
      const difference = x[i] - y[i];
      if (!Number.isFinite(difference)) throw new NonFiniteError(name, i, x[i] - x[i] === 0 ? y[i] : x[i]);
      squares += difference * difference;
    }
  }
  return Math.sqrt(squares);
}

/** Returns the arrays of the layers that the mask has. */
function pick(weights: Weights, mask: Mask, what: string): Weights {
  const own = new Map([...weights].filter(([name]) => mask.layers.has(name)));
  checkSameLayers(`${what} weights`, mask.layers, own);
  return own;
}
