import { wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import { topK } from '../kernels/top-k.ts';
import { type Count, Mask, type Weights } from './mask.ts';
import type { KeptCounts } from './plan-rounds.ts';

/**
 * The mask that keeps exactly `keep` of the survivors of `mask`, all layers ranked together: highest score first, the
 * earlier layer and the lower index first among equals. Throws a ValueError for a survivor's NaN, naming layer and
 * index, for other layers, or for more than there are; a ShapeError for another size.
 */
export function selectGlobal(scores: Weights, mask: Mask, keep: number): Mask {
  mask.checkFits(scores, 'scores');
  return new Mask(best([...mask.layers], scores, wholeNumber('keep', keep, 0, mask.remaining)));
}

/** The mask that keeps exactly `keep.get(layer)` of each layer's survivors, every layer ranked on its own. */
export function selectLayerwise(scores: Weights, mask: Mask, keep: ReadonlyMap<string, number>): Mask {
  mask.checkFits(scores, 'scores');
  const counts = mask.counts();
  const layers = [...mask.layers].map(([name, bits]) => {
    const most = (counts.get(name) as Count).remaining;
    const wanted = wholeNumber(`keep "${name}"`, keep.get(name) as number, 0, most);
    return [...best([[name, bits]], scores, wanted)][0];
  });
  return new Mask(new Map(layers));
}

/** The mask that keeps the counts of one level, as `planRounds` returns them: under null for all layers together, or by layer. */
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
