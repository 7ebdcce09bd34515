// Laws of the magnitude criterion, and of ranking layers together or separately.

import { sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { layeredScores, number32, score, scoredCounts } from '../generators/index.ts';
import type { SelectImpl } from '../interfaces/select.ts';
import { type Law, law } from '../law.ts';
import { sortAndTake } from './select-ranks.ts';

const PAPER = 'Frankle & Carbin 2019, §2: layerwise for small networks, §4: globally for deep ones';

const signedWeights = fc
  .tuple(fc.array(fc.tuple(number32, fc.boolean()), { minLength: 1, maxLength: 10 }), fc.nat({ max: 10 }))
  .map(([cells, any]) => ({
    weights: Float32Array.from(cells, ([w]) => w),
    flip: cells.map(([, flip]) => flip),
    keep: any % (cells.length + 1),
  }));

/** Returns the result of the call, or null if it throws. */
function resultOf<T>(call: () => T): T | null {
  try {
    return call();
  } catch {
    return null;
  }
}

/** Laws of `magnitude`, `global` and `layerwise`. */
export const layerLaws: readonly Law<SelectImpl>[] = [
  law({
    name: 'magnitude is the absolute value',
    formula: 'magnitude(w) = |w|, bit for bit; |NaN| is NaN or an Error, never a number',
    source: 'Han et al. 2015; Frankle & Carbin 2019, §1',
    given: [
      fc
        .array(fc.oneof({ weight: 9, arbitrary: score }, { weight: 1, arbitrary: fc.constant(Number.NaN) }), {
          minLength: 1,
          maxLength: 10,
        })
        .map((list) => ({ weights: Float32Array.from(list) })),
    ],
    holds: ({ magnitude }: SelectImpl, { weights }) => {
      const magnitudes = resultOf(() => magnitude(weights.slice()));
      if (magnitudes === null && weights.some(Number.isNaN)) return; // An implementation may also reject NaN here.
      sameList('|w|', magnitudes ?? [], weights.map(Math.abs));
    },
  }),
  law({
    name: 'selection by magnitude is invariant to signs',
    formula: 'select(magnitude(±w), k) = select(magnitude(w), k)',
    source: 'Frankle & Carbin 2019, §1: lowest magnitude, of either sign',
    given: [signedWeights],
    holds: ({ magnitude, select }: SelectImpl, { weights, flip, keep }) => {
      const choose = (w: Float32Array) => select(magnitude(w), keep);
      const flipped = weights.map((w, i) => (flip[i] ? -w : w));
      sameList('select of the flipped', choose(flipped), choose(weights));
    },
  }),
  law({
    name: 'global and layerwise selection agree on a single layer',
    formula: 'global([s], k) = layerwise([s], [k]) = the k highest of s',
    source: PAPER,
    given: [scoredCounts],
    holds: (impl: SelectImpl, { scores, keep }) => {
      const alone = sortAndTake(scores, keep);
      sameList('global([s], k)', impl.global([scores.slice()], keep)[0], alone);
      sameList('layerwise([s], [k])', impl.layerwise([scores.slice()], [keep])[0], alone);
    },
  }),
  law({
    name: 'global selection ranks the weights of all layers together',
    formula: 'global(s₁ … s_L, k) = the k highest of s₁ ⧺ … ⧺ s_L',
    source: PAPER,
    given: [layeredScores],
    holds: (impl: SelectImpl, { layers, keep }) => {
      const k = keep.reduce((a, b) => a + b);
      const together = Float32Array.from(layers.flatMap((scores) => [...scores]));
      const masks = impl.global(layers, k).flatMap((mask) => [...mask]);
      sameList('global, end to end', masks, sortAndTake(together, k));
    },
  }),
  law({
    name: 'layerwise selection ranks each layer independently',
    formula: 'layerwise(s₁ … s_L, k₁ … k_L)ₗ = the kₗ highest of sₗ',
    source: PAPER,
    given: [layeredScores],
    holds: (impl: SelectImpl, { layers, keep }) => {
      const masks = impl.layerwise(
        layers.map((scores) => scores.slice()),
        keep.slice(),
      );
      layers.forEach((scores, l) => {
        sameList(`layer ${l}`, masks[l], sortAndTake(scores, keep[l]));
      });
    },
  }),
];
