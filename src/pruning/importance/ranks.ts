import type { Evidence } from './evidence.ts';

/**
 * Each survivor's percentile among the layer's survivors: the fraction of them that score lower, so that equals are equal.
 * −1 for the pruned, as no one scores lower.
 */
export function survivorRanks(scores: Float32Array, { mask, layer }: Evidence): Float32Array {
  const bits = mask?.layers.get(layer);
  const isLeft = (i: number) => bits === undefined || bits[i] === 1;
  const sorted = scores.filter((_, i) => isLeft(i)).sort();
  return scores.map((score, i) => (isLeft(i) ? countBelow(sorted, score) / sorted.length : -1));
}

/** How many entries of an increasing array are below a value. −0 is not below +0. */
function countBelow(sorted: Float32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
