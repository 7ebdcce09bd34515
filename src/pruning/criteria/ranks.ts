import type { Criterion, CriterionInput } from './criterion.ts';

/**
 * The percentile of each surviving weight of `evidence.layer`: the fraction of the surviving weights with a lower score, so
 * that ties have equal percentiles. Weights are compared with those they compete with: the surviving weights of all layers
 * under global scope, of their own layer under layerwise scope. Pruned weights get −1, below every percentile.
 *
 * @param score the criterion to rank by.
 */
export function survivorRanks(score: Criterion, evidence: CriterionInput): Float32Array {
  const { trained, layer, scope = 'global' } = evidence;
  const competing = scope === 'global' ? [...trained.keys()] : [layer];
  const scores = competing.map((name) => survivingScores(score, { ...evidence, layer: name }));
  const sorted = Float32Array.from(scores.flatMap((values) => [...values])).sort();
  const isLeft = survival(evidence);
  return score(evidence).map((own, i) => (isLeft(i) ? countBelow(sorted, own) / sorted.length : -1));
}

function survivingScores(score: Criterion, evidence: CriterionInput): Float32Array {
  const isLeft = survival(evidence);
  return score(evidence).filter((_, i) => isLeft(i));
}

/** Returns whether weight i of the layer survives. */
function survival({ mask, layer }: CriterionInput): (i: number) => boolean {
  const bits = mask?.layers.get(layer);
  return (i) => bits === undefined || bits[i] === 1;
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
