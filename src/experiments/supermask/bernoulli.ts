import type { Random } from '../../random.ts';

/**
 * One sample of Bernoulli(p) for each p, in order: 1 where a uniform number of 40 bits is below p, so that p = 1 always
 * and p = 0 never keeps. Its first 8 bits mostly say so already: a word of the stream serves four weights, and another is
 * drawn only where those 8 bits are p's own. p in [0, 1].
 */
export function bernoulli(probabilities: Float32Array, random: Random): Float32Array {
  const sample = new Float32Array(probabilities.length);
  let word = 0;
  for (let i = 0; i < sample.length; i++) {
    word = i % 4 === 0 ? random.uint32() : word >>> 8;
    const byte = word & 255;
    const p = probabilities[i] * 256;
    const first = Math.floor(p); // p's first 8 bits
    if (byte < first || (byte === first && random.uint32() < (p - first) * 2 ** 32)) sample[i] = 1;
  }
  return sample;
}
