import { Mask, type Weights } from '../../pruning/index.ts';
import { Random } from '../../random.ts';
import { treatSurvivors } from '../controls/actions.ts';

/**
 * sign(W) · σ for each layer, σ the population deviation of that layer's own weights: a weight says nothing any more but
 * its sign. Zhou et al. 2019, §5 ("signed constant").
 */
export function signedConstants(weights: Weights): Map<string, Float32Array> {
  const everyone = { mask: Mask.dense(weights), initial: weights, redrawn: weights, random: new Random(0) };
  return treatSurvivors({ survivors: 'constant', sign: 'original' }, everyone);
}
