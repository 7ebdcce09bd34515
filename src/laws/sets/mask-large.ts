// Laws of masks as large as those of real networks.

import { claim, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { largeMasksOf, lengths } from '../generators/index.ts';
import type { MaskImpl } from '../interfaces/mask.ts';
import { type Law, law } from '../law.ts';

const OURS = 'this package’s contract: src/pruning/mask.ts';

const ones = (mask: Uint8Array): number => mask.reduce((sum, bit) => sum + bit, 0);

/** Generates two masks of the same length. */
const large = lengths.chain((length) => fc.record({ a: largeMasksOf(length), b: largeMasksOf(length) }));

/** Laws of large masks. */
export const largeMaskLaws: readonly Law<MaskImpl>[] = [
  law({
    name: 'masks of 31 to 140,003 weights are applied, counted and intersected correctly',
    formula:
      'm ⊙ W, density, sparsity, compression and a ∧ b entry by entry, for lengths around 32, 64, 256, 1,024 and 65,536',
    source: OURS,
    bound:
      'u = 2⁻⁵³. Sparsity is rounded once, or is 1 minus a rounded density: at most 2u. The compression ratio may be the reciprocal of a rounded density: at most 4u.',
    runs: 30,
    given: [large],
    holds: (impl: MaskImpl, { a, b }) => {
      const [kept, { length }] = [ones(a), a];
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
      const [sparsity, compression] = [impl.sparsity(a.slice()), impl.compression(a.slice())];
      const pruned = (length - kept) / length;
      claim(Math.abs(sparsity - pruned) <= 2 ** -52, () => `sparsity: must be ${pruned}, got ${sparsity}`);
      claim(
        Math.abs((compression * kept) / length - 1) <= 2 ** -51,
        () => `compression: must be ${length / kept}, got ${compression}`,
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
];
