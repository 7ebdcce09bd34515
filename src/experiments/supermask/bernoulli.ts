import type { Random } from '../../random.ts';

/**
 * Draws one sample of Bernoulli(p) for each p, in order. A sample is 1 if a uniform number of 40 bits is less than p, so that p
 * = 1 is always kept and p = 0 never. The first 8 bits usually decide: one word of the random stream provides them for four
 * weights, and another word is drawn only if they equal the first 8 bits of p. p is in [0, 1].
 */
export function bernoulli(probabilities: Float32Array, random: Random): Float32Array {
  const sample = new Float32Array(probabilities.length);
  let word = 0;
  for (let i = 0; i < sample.length; i++) {
    word = i % 4 === 0 ? random.uint32() : word >>> 8;
    const byte = word & 255;
    const p = probabilities[i] * 256;
    const first = Math.floor(p); // The first 8 bits of p.
    if (byte < first || (byte === first && random.uint32() < (p - first) * 2 ** 32)) sample[i] = 1;
  }
  return sample;
}
