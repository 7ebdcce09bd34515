import { NonFiniteError, ValueError } from '../../errors.ts';
import type { Mask, Weights } from '../mask.ts';
import type { Criterion } from './criterion.ts';

/** Minimum number of surviving weights for which equal scores are an error. Two scores may be equal by chance. */
const MIN_WEIGHTS = 3;

/**
 * Checks that the scores of a criterion can decide which weights to keep. Infinite scores, and equal scores for all surviving
 * weights of a layer, come from overflow, saturation or vanishing gradients. The order of the weights would then decide.
 *
 * Equal scores are accepted from a criterion of the weights' values where these have equal magnitudes, and from every
 * criterion after layer collapse, because all derivatives are 0 then. NaN is left to the selection.
 *
 * @throws {ValueError} if all scores of a layer are equal.
 * @throws {NonFiniteError} if a score is infinite.
 */
export function checkScores(scores: Weights, { criterion, trained, mask }: Scored): void {
  const counts = [...mask.counts()];
  const hasCollapsed = mask.emptiedLayers().length > 0;
  for (const [name, { remaining }] of counts) {
    const [bits, values, weights] = [mask.layers, scores, trained].map((layers) => layers.get(name)) as Layer;
    const infinite = values.findIndex((score, i) => bits[i] === 1 && Math.abs(score) === Infinity);
    if (infinite !== -1) throw new NonFiniteError(`scores "${name}"`, infinite, values[infinite]);
    if (hasCollapsed || remaining < MIN_WEIGHTS || !areEqual(values, bits)) continue;
    if (criterion.needs !== undefined || !areEqual(weights.map(Math.abs), bits))
      throw new ValueError(
        `scores "${name}"`,
        'must differ, or the order of the weights would decide which are kept',
        values[bits.indexOf(1)],
      );
  }
}

/** The weights that were scored, and the criterion. */
interface Scored {
  readonly criterion: Criterion;
  readonly trained: Weights;
  readonly mask: Mask;
}

type Layer = [bits: Uint8Array, scores: Float32Array, weights: Float32Array];

/** Returns whether the values of all surviving weights are equal. */
function areEqual(values: Float32Array, bits: Uint8Array): boolean {
  const first = values[bits.indexOf(1)];
  return values.every((value, i) => bits[i] === 0 || value === first);
}
