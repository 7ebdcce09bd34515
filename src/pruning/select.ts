import { wholeNumber } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import { Mask, type Weights } from './mask.ts';

/**
 * The mask that keeps exactly `keep` of the survivors of `mask`, all layers ranked together: highest score first, the
 * earlier layer and the lower index first among equals. Throws for a NaN, naming layer and index.
 */
export function selectGlobal(scores: Weights, mask: Mask, keep: number): Mask {
  mask.checkFits(scores);
  wholeNumber('keep', keep, 0, mask.remaining);
  const candidates = new Float32Array(mask.remaining);
  let next = 0;
  for (const [name, bits] of mask.layers) next = gatherSurvivors(name, scores, bits, candidates, next);
  const winners = kernels.topK(candidates, keep);
  next = 0;
  const layers = [...mask.layers].map(([name, bits]) => {
    const kept = new Uint8Array(bits.length);
    for (let i = 0; i < bits.length; i++) if (bits[i] === 1) kept[i] = winners[next++];
    return [name, kept] as const;
  });
  return new Mask(new Map(layers));
}

/** The mask that keeps exactly `keep.get(layer)` of each layer's survivors, every layer ranked on its own. */
export function selectLayerwise(scores: Weights, mask: Mask, keep: ReadonlyMap<string, number>): Mask {
  mask.checkFits(scores);
  const layers = [...mask.layers].map(([name, bits]) => {
    const only = new Map([[name, scores.get(name) as Float32Array]]);
    const wanted = keep.get(name);
    if (wanted === undefined)
      throw new ValueError('keep', `must name every layer, "${name}" among them`, [...keep.keys()]);
    return [
      name,
      selectGlobal(only, new Mask(new Map([[name, bits]])), wanted).layers.get(name) as Uint8Array,
    ] as const;
  });
  return new Mask(new Map(layers));
}

function gatherSurvivors(
  name: string,
  scores: Weights,
  bits: Uint8Array,
  into: Float32Array,
  start: number,
): number {
  const values = scores.get(name) as Float32Array;
  if (values.length !== bits.length)
    throw new ShapeError(`scores "${name}"`, `must have ${bits.length} entries`, values.length);
  let next = start;
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] === 0) continue;
    if (Number.isNaN(values[i]))
      throw new ValueError(`scores "${name}"[${i}]`, 'must be a number', values[i]);
    into[next++] = values[i];
  }
  return next;
}
