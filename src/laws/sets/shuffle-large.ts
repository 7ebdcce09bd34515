// Shuffles of layers as large as those of real networks.

import { claim } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { seeds } from '../generators/index.ts';
import type { ShuffleImpl } from '../interfaces/shuffle.ts';
import { type Law, law } from '../law.ts';

/** Every second weight. */
const half = (length: number) => Uint8Array.from({ length }, (_, i) => i % 2);

/** The laws of large shuffles, and of seeds. */
export const largeShuffleLaws: readonly Law<ShuffleImpl>[] = [
  law({
    name: 'shuffling changes every part of a large layer',
    formula:
      'for each of 70,001 entries, shuffle(m)ᵢ is 0 for some of 40 seeds and 1 for others, if m keeps half',
    source: 'Frankle et al. 2021, §3: layerwise shuffling',
    bound:
      'Under a uniform shuffle, one of 70,001 entries is equal for 40 seeds with probability at most 70,001·2⁻³⁹.',
    runs: 1,
    given: [fc.record({ seed: seeds })],
    holds: ({ shuffle }: ShuffleImpl, { seed }) => {
      const mask = half(70_001);
      const counts = new Uint8Array(mask.length);
      for (let i = 0; i < 40; i++)
        shuffle([mask.slice()], seed + i)[0].forEach((bit, at) => {
          counts[at] += bit;
        });
      const still = counts.findIndex((count) => count === 0 || count === 40);
      claim(
        still < 0,
        () => `entry ${still}: must be shuffled, got ${Math.sign(counts[still])} from 40 seeds`,
      );
    },
  }),
  law({
    name: 'shuffling depends on every bit of the seed',
    formula: 'shuffle(m, s) ≠ shuffle(m, s + 2ᵏ) for k = 0, 8, 16, 31',
    source: 'this package’s contract: src/experiments/controls/controls.ts',
    bound: 'Two uniform shuffles that keep 150 of 300 weights agree with probability below 2⁻²⁹⁰.',
    runs: 20,
    given: [fc.record({ seed: seeds })],
    holds: ({ shuffle }: ShuffleImpl, { seed }) => {
      const shuffled = (s: number) => shuffle([half(300)], s)[0].join('');
      const first = shuffled(seed);
      claim(shuffled(0) !== half(300).join(''), () => 'seed 0: must shuffle, got the same mask');
      for (const distance of [1, 2 ** 8, 2 ** 16, 2 ** 31])
        claim(
          shuffled(seed + distance) !== first,
          () => `seed + ${distance}: must give another shuffle, got the same`,
        );
    },
  }),
  law({
    name: 'shuffling spreads the weights of each block over the whole layer',
    formula: 'of the first 500 of 1,000 entries, over 40 seeds 10,000 ± 350 stay in the first half',
    source: 'Frankle et al. 2021, §3: layerwise shuffling',
    bound:
      'The count of one seed is hypergeometric with standard deviation 7.9; 40 of them have 50, of which 350 are 7.',
    runs: 3,
    given: [fc.record({ seed: seeds })],
    holds: ({ shuffle }: ShuffleImpl, { seed }) => {
      const mask = Uint8Array.from({ length: 1000 }, (_, i) => Number(i < 500));
      let stayed = 0;
      for (let i = 0; i < 40; i++)
        stayed += shuffle([mask.slice()], seed + i)[0]
          .slice(0, 500)
          .reduce((sum, bit) => sum + bit, 0);
      claim(
        Math.abs(stayed - 10_000) <= 350,
        () => `entries in the first half: must be 10,000 ± 350, got ${stayed}`,
      );
    },
  }),
];
