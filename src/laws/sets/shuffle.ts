// Laws of shuffled masks, which serve as controls: each layer keeps as many weights as in the ticket, but at random positions.

import { claim, sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { seeds } from '../generators/index.ts';
import type { ShuffleImpl } from '../interfaces/shuffle.ts';
import { type LawSet, law } from '../law.ts';
import { largeShuffleLaws } from './shuffle-large.ts';

const layer = (minLength: number, maxLength: number) =>
  fc.array(fc.nat({ max: 1 }), { minLength, maxLength }).map((bits) => Uint8Array.from(bits));
const layersAndSeed = fc.record({ layers: fc.tuple(layer(1, 8), layer(0, 8), layer(0, 3)), seed: seeds });

/** Sample sizes of the test of uniformity: the number of seeds, and the number of layers of each kind per seed. */
const [SEEDS, COPIES] = [1000, 20];

const twoOfFour = (): Uint8Array => Uint8Array.of(1, 1, 0, 0);

/** Laws of shuffled masks. */
export const shuffleLaws: LawSet<ShuffleImpl> = {
  name: 'shuffle',
  about: 'A shuffled mask keeps as many weights of each layer as the ticket, at random positions.',
  why: 'A ticket that does no better than a shuffled one owes its accuracy to the densities of its layers, not to its connections (Frankle et al. 2021). A shuffle that leaves some weights in place makes the control too similar to the ticket.',
  methods: ['shuffle'],
  laws: [
    law({
      name: 'shuffling preserves the number of surviving weights of each layer',
      formula: 'Σ shuffle(m)ₗ = Σ mₗ for each layer l, every entry 0 or 1',
      source: 'Frankle et al. 2021, §3: layerwise shuffling',
      given: [layersAndSeed],
      holds: ({ shuffle }: ShuffleImpl, { layers, seed }) => {
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
      formula: 'Σm = 1 < n ⇒ over 64 seeds the surviving weight is in more than one place',
      source: 'Frankle et al. 2021, §3',
      bound:
        'A uniform shuffle leaves one of n ≥ 2 places the same for 63 more seeds with probability n⁻⁶³ ≤ 2⁻⁶³.',
      runs: 20,
      given: [fc.record({ n: fc.integer({ min: 2, max: 8 }), at: fc.nat({ max: 7 }), seed: seeds })],
      holds: ({ shuffle }: ShuffleImpl, { n, at, seed }) => {
        const place = (s: number) => {
          const mask = new Uint8Array(n);
          mask[at % n] = 1;
          return shuffle([mask], s)[0].indexOf(1);
        };
        const places = new Set(Array.from({ length: 64 }, (_, i) => place(seed + i)));
        claim(
          places.size > 1,
          () => `64 shuffles: must move the surviving weight, got position ${[...places][0]} from each`,
        );
      },
    }),
    law({
      name: 'shuffling is uniform',
      formula:
        'over 1,000 seeds and 20 layers, each arrangement of 1100, 100 and 10000 comes up equally often, within 7 standard deviations',
      source: 'Frankle et al. 2021, §3; Knuth, The Art of Computer Programming, vol. 2, §3.4.2, algorithm P',
      bound:
        'Counts are binomial with mean N ÷ a and variance N·(a − 1) ÷ a² for a arrangements. One of 14 counts is off by more ' +
        'than 7 standard deviations with probability below 14·2.6e-12.',
      runs: 1,
      given: [fc.record({ seed: seeds })],
      holds: ({ shuffle }: ShuffleImpl, { seed }) => {
        const kinds = ['1100', '100', '10000'];
        const counts = kinds.map(() => new Map<string, number>());
        const N = SEEDS * COPIES;
        for (let i = 0; i < SEEDS; i++) {
          const layers = kinds.flatMap((bits) =>
            Array.from({ length: COPIES }, () => Uint8Array.from(bits, Number)),
          );
          shuffle(layers, seed + i).forEach((mask, l) => {
            const [arrangement, count] = [mask.join(''), counts[Math.floor(l / COPIES)]];
            count.set(arrangement, (count.get(arrangement) ?? 0) + 1);
          });
        }
        [6, 3, 5].forEach((a, l) => {
          claim(
            counts[l].size === a,
            () => `arrangements of ${kinds[l]}: must be ${a}, got ${counts[l].size}`,
          );
          const most = 7 * Math.sqrt((N * (a - 1)) / (a * a));
          for (const [arrangement, count] of counts[l])
            claim(
              Math.abs(count - N / a) <= most,
              () =>
                `${arrangement} of ${N} shuffles: must be ${Math.round(N / a)} ± ${Math.round(most)}, got ${count}`,
            );
        });
      },
    }),
    law({
      name: 'layers are shuffled independently',
      formula:
        'over 400 seeds and 10 pairs of layers 1100, each of the 36 pairs of arrangements comes up equally often, within 7 standard deviations',
      source: 'Frankle et al. 2021, §3: layerwise shuffling',
      bound:
        'Counts are binomial with mean 4,000 ÷ 36. One of 36 is off by more than 7 standard deviations with probability below 1e-10.',
      runs: 2,
      given: [fc.record({ seed: seeds })],
      holds: ({ shuffle }: ShuffleImpl, { seed }) => {
        const counts = new Map<string, number>();
        for (let i = 0; i < 400; i++) {
          const shuffled = shuffle(Array.from({ length: 20 }, twoOfFour), seed + i).map((mask) =>
            mask.join(''),
          );
          for (let l = 0; l < 20; l += 2) {
            const pair = `${shuffled[l]} and ${shuffled[l + 1]}`;
            counts.set(pair, (counts.get(pair) ?? 0) + 1);
          }
        }
        claim(counts.size === 36, () => `pairs of arrangements: must be 36, got ${counts.size}`);
        for (const [pair, count] of counts)
          claim(
            Math.abs(count - 4000 / 36) <= 73,
            () => `${pair}: must be 111 ± 73 of 4,000 pairs, got ${count}`,
          );
      },
    }),
    law({
      name: 'shuffling is deterministic and does not modify its argument',
      formula: 'shuffle(m, seed) = shuffle(m, seed), and m stays as it was',
      source: 'this package’s contract: src/experiments/controls/controls.ts',
      given: [layersAndSeed],
      holds: ({ shuffle }: ShuffleImpl, { layers, seed }) => {
        const given = layers.map((mask) => mask.slice());
        const first = shuffle(given, seed).map((mask) => mask.slice());
        given.forEach((mask, l) => {
          sameList(`m of layer ${l} afterwards`, mask, layers[l]);
        });
        for (const what of ['again', 'after another seed']) {
          if (what !== 'again') shuffle(given, seed + 1);
          const second = shuffle(given, seed);
          first.forEach((mask, l) => {
            sameList(`layer ${l}, shuffled ${what}`, second[l], mask);
          });
        }
      },
    }),
    ...largeShuffleLaws,
  ],
};
