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
  law({
    name: 'a mask that keeps no weight has density 0, sparsity 1 and an infinite compression ratio',
    formula: 'Σm = 0 ⇒ density = 0, sparsity = 1, compression = n ÷ 0 = ∞',
    source: OURS,
    given: [fc.record({ length: fc.integer({ min: 1, max: 9 }) })],
    holds: (impl: MaskImpl, { length }) => {
      const mask = new Uint8Array(length);
      sameNumber('density', impl.density(mask), 0);
      sameNumber('sparsity', impl.sparsity(mask), 1);
      sameNumber('compression', impl.compression(mask), Number.POSITIVE_INFINITY);
    },
  }),
  law({
    name: 'masks of more than 2²⁴ weights are counted exactly',
    formula: 'density = (2²⁴ + 1) ÷ (2²⁴ + 3), which a sum in binary32 does not reach',
    source: 'IEEE 754: 2²⁴ + 1 is not a binary32 number',
    runs: 1,
    given: [fc.record({ extra: fc.constantFrom(1, 3) })],
    holds: ({ density }: MaskImpl, { extra }) => {
      const mask = new Uint8Array(2 ** 24 + 2 + extra).fill(1);
      mask[0] = mask[mask.length - 1] = 0;
      sameNumber('density', density(mask), (2 ** 24 + extra) / (2 ** 24 + 2 + extra));
    },
  }),
];
