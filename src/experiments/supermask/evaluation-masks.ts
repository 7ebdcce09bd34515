// Three ways to turn trained scores into weights. The paper evaluates ten sampled masks; the other two are deterministic.

import { sigmoid } from '../../numeric/index.ts';
import { Mask, type Weights } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import { bernoulli } from './bernoulli.ts';

/**
 * Draws a mask m ~ Bernoulli(σ(s)) from trained scores s. Zhou et al. 2019, §5.
 *
 * @throws {ValueError} if there are no scores.
 *
 * @example
 * const scores = new Map([['fc1', Float32Array.of(100, -100, 0, 0)]]); // σ(s) = 1, 0, ½, ½
 * sampledMask(scores, new Random(1)).layers.get('fc1'); // → Uint8Array(4) [ 1, 0, 0, 0 ]
 */
export function sampledMask(scores: Weights, random: Random): Mask {
  return maskOf(scores, (s) => bernoulli(s.map(sigmoid), random));
}

/**
 * Returns the most likely mask of trained scores s: m = [σ(s) > ½] = [s > 0].
 *
 * @throws {ValueError} if there are no scores.
 *
 * @example
 * const scores = new Map([['fc1', Float32Array.of(2, -1, 0, 0.5)]]);
 * thresholdedMask(scores).layers.get('fc1'); // → Uint8Array(4) [ 1, 0, 0, 1 ]
 */
export function thresholdedMask(scores: Weights): Mask {
  return maskOf(scores, (s) => s.map((score) => (score > 0 ? 1 : 0)));
}

/**
 * Returns W ⊙ σ(s), the mean of W ⊙ m over all sampled masks m. These are no longer the weights of the random network, so they are
 * not a supermask.
 *
 * @param weights W, by layer.
 * @param scores s, by layer.
 *
 * @example
 * const weights = new Map([['fc1', Float32Array.of(2, 4)]]);
 * expectedWeights(weights, new Map([['fc1', Float32Array.of(0, 100)]])).get('fc1'); // → Float32Array(2) [ 1, 4 ]
 */
export function expectedWeights(weights: Weights, scores: Weights): Map<string, Float32Array> {
  const expected = (values: Float32Array, s: Float32Array) => values.map((value, i) => value * sigmoid(s[i]));
  return new Map(
    [...weights].map(([name, values]) => [name, expected(values, scores.get(name) as Float32Array)]),
  );
}

/**
 * Returns W · n ÷ Σm per layer, where n is the number of weights and Σm the number of surviving weights: dynamic weight rescaling.
 * A layer without surviving weights is not changed. Zhou et al. 2019, §5.
 *
 * @example
 * const weights = new Map([['fc1', Float32Array.of(1, 2, 3, 4)]]);
 * rescaled(weights, new Mask(new Map([['fc1', [1, 0, 0, 1]]]))).get('fc1'); // → Float32Array(4) [ 2, 4, 6, 8 ]
 */
export function rescaled(weights: Weights, mask: Mask): Map<string, Float32Array> {
  const counts = mask.counts();
  return new Map(
    [...weights].map(([name, values]) => {
      const { total = 0, remaining = 0 } = counts.get(name) ?? {};
      return [name, remaining === 0 ? values.slice() : values.map((value) => (value * total) / remaining)];
    }),
  );
}

function maskOf(scores: Weights, bits: (s: Float32Array) => Float32Array): Mask {
  return new Mask(new Map([...scores].map(([name, s]) => [name, Uint8Array.from(bits(s))])));
}
