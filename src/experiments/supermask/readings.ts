// What trained scores stand for. The paper evaluates sampled masks, ten of them; the other two readings need no luck.

import { sigmoid } from '../../numeric/index.ts';
import { Mask, type Weights } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import { bernoulli } from './bernoulli.ts';

/** m ~ Bernoulli(σ(s)): one sample. Zhou et al. 2019, §5. */
export function sampledMask(scores: Weights, random: Random): Mask {
  return maskOf(scores, (s) => bernoulli(s.map(sigmoid), random));
}

/** m = [σ(s) > ½] = [s > 0]: the likeliest mask. */
export function thresholdedMask(scores: Weights): Mask {
  return maskOf(scores, (s) => s.map((score) => (score > 0 ? 1 : 0)));
}

/** W ⊙ σ(s): the mean of all samples. No mask: its weights are no longer the random network's. */
export function expectedWeights(weights: Weights, scores: Weights): Map<string, Float32Array> {
  const expected = (values: Float32Array, s: Float32Array) => values.map((value, i) => value * sigmoid(s[i]));
  return new Map(
    [...weights].map(([name, values]) => [name, expected(values, scores.get(name) as Float32Array)]),
  );
}

/** W · n ÷ Σm, layer by layer: dynamic weight rescaling of a given mask. A layer without survivors is left as it is. */
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
