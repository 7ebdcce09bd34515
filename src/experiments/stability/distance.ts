// How far apart two trained networks are. Frankle et al. 2019, "Stabilizing the Lottery Ticket Hypothesis", §3.

import { NonFiniteError } from '../../errors.ts';
import type { Mask, Weights } from '../../pruning/index.ts';
import { checkSameLayers } from '../../pruning/mask.ts';

/**
 * ‖m ⊙ a − m ⊙ b‖₂ over all layers of the mask, in float64, layer by layer in increasing index: the instability of two
 * trainings. Arrays of other names (biases) are left out. Throws a ValueError for a missing layer, a ShapeError for
 * another size, a NonFiniteError for a weight that counts and is not finite.
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

/** The arrays the mask speaks of. */
function pick(weights: Weights, mask: Mask, what: string): Weights {
  const own = new Map([...weights].filter(([name]) => mask.layers.has(name)));
  checkSameLayers(`${what} weights`, mask.layers, own);
  return own;
}
