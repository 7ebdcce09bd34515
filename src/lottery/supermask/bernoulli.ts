import type { Random } from '../../random.ts';

/**
 * One sample of Bernoulli(p) for each p, in order: 1 where a 32-bit word of the stream is below p · 2³², so that p = 1
 * always and p = 0 never keeps. Draws one word for each. p in [0, 1].
 */
export function bernoulli(probabilities: Float32Array, random: Random): Float32Array {
  const sample = new Float32Array(probabilities.length);
  for (let i = 0; i < sample.length; i++) sample[i] = random.uint32() < probabilities[i] * 2 ** 32 ? 1 : 0;
  return sample;
}
