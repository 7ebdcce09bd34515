// Intersection is the meet of two masks in the order "keeps no more than".

import { claim, sameList } from '../expect.ts';
import { tripleMasked } from '../generators/index.ts';
import type { MaskImpl } from '../interfaces/mask.ts';
import { type Law, type LawText, law } from '../law.ts';

const threeMasks = tripleMasked.map(({ a, b, c }) => ({ a, b, c }));
const weightsAndMasks = tripleMasked.map(({ weights, a, b }) => ({ weights, a, b }));

const meet: Omit<LawText, 'name' | 'formula' | 'catches'> = {
  source: 'Birkhoff, Lattice Theory, I.5: meets; masks ordered by a ≤ b ⇔ aᵢ ≤ bᵢ for all i',
  exactness: 'exact',
};

/** Whether a keeps no more than b. */
const below = (a: Uint8Array, b: Uint8Array): boolean => a.every((bit, i) => bit <= b[i]);

/** Calls `intersect` on copies. */
const and = (impl: MaskImpl, a: Uint8Array, b: Uint8Array): Uint8Array =>
  impl.intersect(a.slice(), b.slice()).slice();

/** The laws of `intersect`. */
export const meetLaws: readonly Law<MaskImpl>[] = [
  law({
    ...meet,
    name: 'an intersection is a mask',
    formula: '(a ∧ b)ᵢ ∈ {0, 1}',
    catches: ['adds masks up'],
    given: [threeMasks],
    holds: (impl: MaskImpl, { a, b }) => {
      const both = and(impl, a, b);
      claim(both.length === a.length, () => `a ∧ b: must have ${a.length} entries, got ${both.length}`);
      claim(
        both.every((bit) => bit === 0 || bit === 1),
        () => `a ∧ b: must be 0 or 1, got [${both}]`,
      );
    },
  }),
  law({
    ...meet,
    name: 'an intersection keeps no more than either mask',
    formula: 'a ∧ b ≤ a and a ∧ b ≤ b',
    catches: ['adds masks up', 'unites masks', 'keeps the first mask', 'keeps what only the first keeps'],
    given: [threeMasks],
    holds: (impl: MaskImpl, { a, b }) => {
      const both = and(impl, a, b);
      claim(
        below(both, a) && below(both, b),
        () => `a ∧ b: must keep no more than [${a}] and [${b}], got [${both}]`,
      );
    },
  }),
  law({
    ...meet,
    name: 'an intersection keeps all that both keep',
    formula: 'c ≤ a and c ≤ b ⇒ c ≤ a ∧ b',
    catches: ['keeps what only the first keeps'],
    // c is made a part of both, by mapping.
    given: [
      threeMasks.map(({ a, b, c }) => ({
        a: a.map((bit, i) => bit | c[i]),
        b: b.map((bit, i) => bit | c[i]),
        c,
      })),
    ],
    holds: (impl: MaskImpl, { a, b, c }) => {
      const both = and(impl, a, b);
      claim(below(c, both), () => `a ∧ b: must keep all of [${c}], got [${both}]`);
    },
  }),
  law({
    ...meet,
    name: 'intersection has no order',
    formula: 'a ∧ b = b ∧ a',
    catches: ['keeps the first mask', 'keeps what only the first keeps'],
    given: [threeMasks],
    holds: (impl: MaskImpl, { a, b }) => sameList('a ∧ b', and(impl, a, b), and(impl, b, a)),
  }),
  law({
    ...meet,
    name: 'intersection has no brackets',
    formula: '(a ∧ b) ∧ c = a ∧ (b ∧ c)',
    catches: ['keeps what only the first keeps'],
    given: [threeMasks],
    holds: (impl: MaskImpl, { a, b, c }) =>
      sameList('(a ∧ b) ∧ c', and(impl, and(impl, a, b), c), and(impl, a, and(impl, b, c))),
  }),
  law({
    ...meet,
    name: 'a mask and itself is itself',
    formula: 'a ∧ a = a',
    catches: ['adds masks up', 'keeps what only the first keeps'],
    given: [threeMasks],
    holds: (impl: MaskImpl, { a }) => sameList('a ∧ a', and(impl, a, a), a),
  }),
  law({
    ...meet,
    name: 'two masks one after the other are their intersection',
    formula: 'b ⊙ (a ⊙ W) = (a ∧ b) ⊙ W',
    catches: [
      'prunes where the mask is 1',
      'rescales survivors',
      'adds masks up',
      'unites masks',
      'keeps the first mask',
      'keeps what only the first keeps',
    ],
    given: [weightsAndMasks],
    holds: (impl: MaskImpl, { weights, a, b }) => {
      const oneByOne = impl.apply(impl.apply(weights.slice(), a.slice()), b.slice()).slice();
      sameList('(a ∧ b) ⊙ W', impl.apply(weights, and(impl, a, b)), oneByOne);
    },
  }),
  law({
    ...meet,
    name: 'intersecting writes neither mask',
    formula: 'a and b after a ∧ b = a and b before',
    source: 'this package’s contract: src/pruning/mask.ts',
    catches: ['intersects in place'],
    given: [threeMasks],
    holds: ({ intersect }: MaskImpl, { a, b }) => {
      const [first, second] = [a.slice(), b.slice()];
      intersect(first, second);
      sameList('a afterwards', first, a);
      sameList('b afterwards', second, b);
    },
  }),
];
