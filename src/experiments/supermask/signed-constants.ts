import { Mask, type Weights } from '../../pruning/index.ts';
import { Random } from '../../random.ts';
import { actOnSurvivors } from '../controls/actions.ts';

/**
 * Returns sign(W) · σ for each layer, where σ is the population standard deviation of that layer's own weights: only the
 * signs of the weights are kept. Zhou et al. 2019, §5 ("signed constant").
 *
 * @throws {NonFiniteError} if a weight is NaN or infinite.
 *
 * @example
 * const weights = new Map([['fc1', Float32Array.of(7, -1, 1, -7)]]);
 * signedConstants(weights).get('fc1'); // → Float32Array(4) [ 5, -5, 5, -5 ]
 */
export function signedConstants(weights: Weights): Map<string, Float32Array> {
  const all = { mask: Mask.dense(weights), initial: weights, redrawn: weights, random: new Random(0) };
  return actOnSurvivors({ survivors: 'constant', sign: 'original' }, all);
}
