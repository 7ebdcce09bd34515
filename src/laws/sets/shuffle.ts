// A mask with each layer's entries in another order is a control: as sparse, layer by layer, and elsewhere.

import { claim, sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { seeds } from '../generators/index.ts';
import type { MaskImpl } from '../interfaces/mask.ts';
import { type Law, law } from '../law.ts';

const layer = (minLength: number, maxLength: number) =>
  fc.array(fc.nat({ max: 1 }), { minLength, maxLength }).map((bits) => Uint8Array.from(bits));
const layersAndSeed = fc.record({ layers: fc.tuple(layer(1, 8), layer(0, 8), layer(0, 3)), seed: seeds });

const twoOfFour = (): Uint8Array => Uint8Array.of(1, 1, 0, 0);

/** The laws of `shuffle`. */
export const shuffleLaws: readonly Law<MaskImpl>[] = [
  law({
    name: 'shuffling preserves the number of surviving weights of each layer',
    formula: 'Σ shuffle(m)ₗ = Σ mₗ for each layer l, every entry 0 or 1',
    source: 'Frankle et al. 2021, §3: layerwise shuffling',
    exactness: 'exact',
    given: [layersAndSeed],
    holds: ({ shuffle }: MaskImpl, { layers, seed }) => {
      const sorted = (mask: Uint8Array) => mask.slice().sort();
      const shuffled = shuffle(
        layers.map((mask) => mask.slice()),
        seed,
      );
      layers.forEach((mask, l) => {
        sameList(`layer ${l}, sorted`, sorted(shuffled[l]), sorted(mask));
      });
    },
  }),
  law({
    name: 'shuffling moves surviving weights',
    formula: 'Σm = 1 < n ⇒ over 64 seeds the survivor stands in more than one place',
    source: 'Frankle et al. 2021, §3',
    exactness: {
      bound:
        'A uniform shuffle leaves one of n ≥ 2 places the same for 63 more seeds with probability n⁻⁶³ ≤ 2⁻⁶³.',
    },
    runs: 20,
    given: [fc.record({ n: fc.integer({ min: 2, max: 8 }), at: fc.nat({ max: 7 }), seed: seeds })],
    holds: ({ shuffle }: MaskImpl, { n, at, seed }) => {
      const place = (s: number) => {
        const mask = new Uint8Array(n);
        mask[at % n] = 1;
        return shuffle([mask], s)[0].indexOf(1);
      };
      const places = new Set(Array.from({ length: 64 }, (_, i) => place(seed + i)));
      claim(
        places.size > 1,
        () => `64 shuffles: must move the survivor, got place ${[...places][0]} from each`,
      );
    },
  }),
  law({
    name: 'shuffling reaches every arrangement',
    formula: 'over 400 seeds, each of the 6 arrangements of 2 survivors in 4 places comes up',
    source: 'Frankle et al. 2021, §3',
    exactness: {
      bound:
        'A uniform shuffle misses one of 6 arrangements 400 times with probability at most 6·(5/6)⁴⁰⁰ < 2⁻¹⁰².',
    },
    runs: 20,
    given: [fc.record({ seed: seeds })],
    holds: ({ shuffle }: MaskImpl, { seed }) => {
      const seen = new Set(
        Array.from({ length: 400 }, (_, i) => shuffle([twoOfFour()], seed + i)[0].join('')),
      );
      claim(seen.size === 6, () => `arrangements of 1100: must be 6, got ${[...seen].sort().join(', ')}`);
    },
  }),
  law({
    name: 'layers are shuffled independently',
    formula: 'm₁ = m₂ ⇒ over 64 seeds, shuffle(m)₁ ≠ shuffle(m)₂ at least once',
    source: 'Frankle et al. 2021, §3: layerwise shuffling',
    exactness: {
      bound: 'Two independent shuffles of 2 survivors in 4 places agree 64 times with probability 6⁻⁶⁴.',
    },
    runs: 20,
    given: [fc.record({ seed: seeds })],
    holds: ({ shuffle }: MaskImpl, { seed }) => {
      const differ = Array.from({ length: 64 }, (_, i) => {
        const [one, other] = shuffle([twoOfFour(), twoOfFour()], seed + i);
        return one.join('') !== other.join('');
      });
      claim(
        differ.includes(true),
        () => 'two equal layers: must come out different for some seed, got equal ones 64 times',
      );
    },
  }),
  law({
    name: 'shuffling is deterministic and does not modify its argument',
    formula: 'shuffle(m, seed) = shuffle(m, seed), and m stays as it was',
    source: 'this package’s contract: src/experiments/controls/controls.ts',
    exactness: 'exact',
    given: [layersAndSeed],
    holds: ({ shuffle }: MaskImpl, { layers, seed }) => {
      const given = layers.map((mask) => mask.slice());
      const first = shuffle(given, seed).map((mask) => mask.slice());
      given.forEach((mask, l) => {
        sameList(`m of layer ${l} afterwards`, mask, layers[l]);
      });
      const second = shuffle(given, seed);
      first.forEach((mask, l) => {
        sameList(`layer ${l}, shuffled again`, second[l], mask);
      });
    },
  }),
];
