import type { Weights } from '../../pruning/index.ts';

/**
 * sign(W) · σ for each layer, σ the population deviation of that layer's own weights: the weights say nothing any more
 * but their sign. A weight of 0 stays 0. Zhou et al. 2019, §4.1 ("constant") and §5.1.
 */
export function signedConstants(weights: Weights): Map<string, Float32Array> {
  return new Map(
    [...weights].map(([name, values]) => {
      const σ = deviation(values);
      return [name, values.map((value) => Math.sign(value) * σ)];
    }),
  );
}

function deviation(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) * (values[i] - mean);
  return Math.sqrt(squares / values.length);
}
