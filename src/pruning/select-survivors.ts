import { integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import { topK } from '../kernels/top-k.ts';
import { type Count, Mask, type Weights } from './mask.ts';
import type { KeptCounts } from './plan-rounds.ts';

/**
 * Returns the mask that keeps exactly `keep` of the surviving weights: those with the highest scores in all layers together. Among
 * ties, the earlier layer and the lower index come first. Scores of pruned weights are ignored.
 *
 * @param scores one score per weight, by layer.
 * @param mask the weights that survive so far.
 * @throws {ValueError} if the score of a surviving weight is NaN, the layers differ, or fewer than `keep` weights survive.
 * @throws {ShapeError} if a layer has the wrong number of scores.
 *
 * @example
 * const scores = new Map([['fc1', Float32Array.of(5, 1, 4)], ['fc2', Float32Array.of(2, 3)]]);
 * const { layers } = selectGlobal(scores, Mask.dense(scores), 3);
 * [...layers.values()]; // → [ Uint8Array(3) [ 1, 0, 1 ], Uint8Array(2) [ 0, 1 ] ]
 */
export function selectGlobal(scores: Weights, mask: Mask, keep: number): Mask {
  mask.checkFits(scores, 'scores');
  return new Mask(best([...mask.layers], scores, integer('keep', keep, 0, mask.remaining)));
}

/**
 * Returns the mask that keeps exactly `keep.get(layer)` of each layer's surviving weights: those with the highest scores in that
 * layer. Among ties, the lower index comes first. Scores of pruned weights are ignored.
 *
 * @param scores one score per weight, by layer.
 * @param mask the weights that survive so far.
 * @throws {ValueError} if the score of a surviving weight is NaN, the layers differ, or fewer weights of a layer survive than asked.
 * @throws {ShapeError} if a layer has the wrong number of scores.
 *
 * @example
 * const scores = new Map([['fc1', Float32Array.of(5, 1, 4)], ['fc2', Float32Array.of(2, 3)]]);
 * const { layers } = selectLayerwise(scores, Mask.dense(scores), new Map([['fc1', 1], ['fc2', 2]]));
 * [...layers.values()]; // → [ Uint8Array(3) [ 1, 0, 0 ], Uint8Array(2) [ 1, 1 ] ]
 */
export function selectLayerwise(scores: Weights, mask: Mask, keep: ReadonlyMap<string, number>): Mask {
  mask.checkFits(scores, 'scores');
  const counts = mask.counts();
  const layers = [...mask.layers].map(([name, bits]) => {
    const most = (counts.get(name) as Count).remaining;
    const wanted = integer(`keep "${name}"`, keep.get(name) as number, 0, most);
    return [...best([[name, bits]], scores, wanted)][0];
  });
  return new Mask(new Map(layers));
}

/**
 * Returns the mask that keeps the counts of one level, as `planRounds` returns them: by layer, or with key null for all layers
 * together.
 */
export function selectLevel(scores: Weights, mask: Mask, keep: KeptCounts): Mask {
  const all = keep.get(null);
  return all === undefined
    ? selectLayerwise(scores, mask, keep as ReadonlyMap<string, number>)
    : selectGlobal(scores, mask, all);
}

type Layers = readonly (readonly [name: string, bits: Uint8Array])[];

function best(layers: Layers, scores: Weights, keep: number): Map<string, Uint8Array> {
  const winners = topK(survivingScores(layers, scores), keep);
  let next = 0;
  return new Map(layers.map(([name, bits]) => [name, bits.map((bit) => (bit === 1 ? winners[next++] : 0))]));
}

function survivingScores(layers: Layers, scores: Weights): Float32Array {
  const gathered = new Float32Array(layers.reduce((sum, [, bits]) => sum + bits.length, 0));
  let next = 0;
  for (const [name, bits] of layers) {
    const values = scores.get(name) as Float32Array;
    for (let i = 0; i < bits.length; i++) {
      if (bits[i] === 0) continue;
      if (Number.isNaN(values[i]))
        throw new ValueError(`scores "${name}"[${i}]`, 'must be a number', values[i]);
      gathered[next++] = values[i];
    }
  }
  return gathered.subarray(0, next);
}
