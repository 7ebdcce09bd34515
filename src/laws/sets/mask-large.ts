// Masks of layers as large as those of real networks.

import { claim, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { MaskImpl } from '../interfaces/mask.ts';
import { type Law, law } from '../law.ts';

const OURS = 'this package’s contract: src/pruning/mask.ts';

/** Two masks that prune every a-th and every b-th weight. */
const large = fc.record({
  length: fc.constantFrom(300, 140_003),
  every: fc.integer({ min: 2, max: 5 }),
  other: fc.integer({ min: 2, max: 5 }),
});
const dropEvery = (length: number, every: number) =>
  Uint8Array.from({ length }, (_, i) => Number(i % every !== every - 1));

/** The laws of large masks. */
export const largeMaskLaws: readonly Law<MaskImpl>[] = [
  law({
    name: 'masks of more than 65,536 weights are applied, counted and intersected in full',
    formula:
      'm ⊙ W, density, sparsity, compression and a ∧ b entry by entry, for 300 and for 140,003 weights',
    source: OURS,
    bound: 'A fraction is rounded once, or is the reciprocal of a rounded one: a relative 2⁻⁵² at most.',
    runs: 3,
    given: [large],
    holds: (impl: MaskImpl, { length, every, other }) => {
      const [a, b] = [dropEvery(length, every), dropEvery(length, other)];
      const kept = length - Math.floor(length / every);
      sameList(
        'a ∧ b',
        impl.intersect(a.slice(), b.slice()),
        a.map((bit, i) => bit & b[i]),
      );
      sameList(
        'a ⊙ W',
        impl.apply(new Float32Array(length).fill(-1.5), a.slice()),
        Float32Array.from(a, (bit) => (bit ? -1.5 : 0)),
      );
      sameNumber('density', impl.density(a.slice()), kept / length);
      const ratios = [
        impl.sparsity(a.slice()) / ((length - kept) / length),
        (impl.compression(a.slice()) * kept) / length,
      ];
      for (const ratio of ratios)
        claim(
          Math.abs(ratio - 1) <= 2 ** -51,
          () => `sparsity and compression: must be off by a factor of 1, got ${ratio}`,
        );
    },
  }),
];
