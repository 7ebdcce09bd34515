// Laws of shuffling layers as large as those of real networks.

import { claim } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { seeds } from '../generators/index.ts';
import type { ShuffleImpl } from '../interfaces/shuffle.ts';
import { type Law, law } from '../law.ts';

/** Returns a mask that keeps every second weight. */
const half = (length: number) => Uint8Array.from({ length }, (_, i) => i % 2);

/** Lengths whose indices need 7, 8, 10 and 17 bits, and the number of shuffles that are counted for each length. */
const LAYERS = [
  { length: 100, samples: 600 },
  { length: 200, samples: 300 },
  { length: 1000, samples: 60 },
  { length: 70_001, samples: 4 },
] as const;

/** Laws of large shuffles, and of seeds. */
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
    formula:
      'of the weights in one of four blocks of a layer, as many end in each block as the sizes of the blocks say, within 7 standard deviations',
    source: 'Frankle et al. 2021, §3: layerwise shuffling',
    bound:
      'The count of one seed is hypergeometric with variance s·t·(n − s)·(n − t) ÷ (n²·(n − 1)), for blocks of s and t of n weights. ' +
      'One of 64 counts is off by more than 7 standard deviations with probability below 1e-9.',
    runs: 1,
    given: [fc.record({ seed: seeds })],
    holds: ({ shuffle }: ShuffleImpl, { seed }) => {
      for (const { length, samples } of LAYERS) {
        // In a very large layer, the last block consists of the entries whose index exceeds 16 bits.
        const ends = [0.25, 0.5, length > 65_536 ? 65_536 / length : 0.75, 1].map((end) =>
          Math.round(end * length),
        );
        const blockOf = (i: number) => ends.findIndex((end) => i < end);
        const sizes = ends.map((end, b) => end - (b === 0 ? 0 : ends[b - 1]));
        for (let from = 0; from < 4; from++) {
          const counts = [0, 0, 0, 0];
          const mask = Uint8Array.from({ length }, (_, i) => Number(blockOf(i) === from));
          for (let i = 0; i < samples; i++)
            shuffle([mask], seed + i)[0].forEach((bit, at) => {
              counts[blockOf(at)] += bit;
            });
          sizes.forEach((size, to) => {
            const [s, t, n] = [sizes[from], size, length];
            const mean = (samples * s * t) / n;
            const most = 7 * Math.sqrt((mean * (n - s) * (n - t)) / (n * (n - 1)));
            claim(
              Math.abs(counts[to] - mean) <= most,
              () =>
                `weights of block ${from + 1} in block ${to + 1} of ${n} entries, ${samples} seeds: must be ` +
                `${Math.round(mean)} ± ${Math.round(most)}, got ${counts[to]}`,
            );
          });
        }
      }
    },
  }),
];
