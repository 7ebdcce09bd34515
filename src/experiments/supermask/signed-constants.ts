import { Mask, type Weights } from '../../pruning/index.ts';
import { Random } from '../../random.ts';
import { actOnSurvivors } from '../controls/actions.ts';

/**
 * Returns sign(W) · σ for each layer, where σ is the population standard deviation of that layer's own weights: only the
 * signs of the weights are kept. Zhou et al. 2019, §5 ("signed constant").
 */
export function signedConstants(weights: Weights): Map<string, Float32Array> {
  const all = { mask: Mask.dense(weights), initial: weights, redrawn: weights, random: new Random(0) };
  return actOnSurvivors({ survivors: 'constant', sign: 'original' }, all);
}
