import type { Mask, Weights } from '../mask.ts';
import type { Evidence, Importance } from './evidence.ts';

/**
 * The percentile of each surviving weight of `evidence.layer`: the fraction of the surviving weights with a lower score, so
 * that ties have equal percentiles. Weights are compared with those they compete with: the surviving weights of all layers
 * under global scope, of their own layer under layerwise scope. Pruned weights get −1, below every percentile.
 *
 * @param score the criterion to rank by.
 */
export function survivorRanks(score: Importance, evidence: Evidence): Float32Array {
  const { trained, mask, layer, scope = 'global' } = evidence;
  const layers = scope === 'global' ? [...trained.keys()] : [layer];
  const scores = new Map(layers.map((name) => [name, score({ ...evidence, layer: name })]));
  const sorted = survivingScores(scores, mask).sort();
  const bits = mask?.layers.get(layer);
  return (scores.get(layer) as Float32Array).map((own, i) =>
    bits === undefined || bits[i] === 1 ? countBelow(sorted, own) / sorted.length : -1,
  );
}

/** The scores of all surviving weights, one layer after another. */
function survivingScores(scores: Weights, mask: Mask | undefined): Float32Array {
  const layers = [...scores].map(([name, values]) => {
    const bits = mask?.layers.get(name);
    return bits === undefined ? values : values.filter((_, i) => bits[i] === 1);
  });
  const all = new Float32Array(layers.reduce((total, { length }) => total + length, 0));
  let next = 0;
  for (const values of layers) {
    all.set(values, next);
    next += values.length;
  }
  return all;
}

/** Number of entries of an increasing array that are below a value. −0 is not below +0. */
function countBelow(sorted: Float32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
