// Laws of intersection. Masks are partially ordered by "is a subset of", and the intersection is the greatest lower bound.

import { claim, sameList } from '../expect.ts';
import { tripleMasked } from '../generators/index.ts';
import type { MaskImpl } from '../interfaces/mask.ts';
import { type Law, type LawText, law } from '../law.ts';

const threeMasks = tripleMasked.map(({ a, b, c }) => ({ a, b, c }));
const weightsAndMasks = tripleMasked.map(({ weights, a, b }) => ({ weights, a, b }));

const meet: Omit<LawText, 'name' | 'formula'> = {
  source: 'Birkhoff, Lattice Theory, I.5: meets; masks ordered by a ≤ b ⇔ aᵢ ≤ bᵢ for all i',
};

/** Returns whether mask a is a subset of mask b. */
const below = (a: Uint8Array, b: Uint8Array): boolean => a.every((bit, i) => bit <= b[i]);

/** Calls `intersect` with copies of the masks. */
const and = (impl: MaskImpl, a: Uint8Array, b: Uint8Array): Uint8Array =>
  impl.intersect(a.slice(), b.slice()).slice();

/** Laws of the intersection of masks. */
export const intersectionLaws: readonly Law<MaskImpl>[] = [
  law({
    ...meet,
    name: 'the intersection of two masks is a mask',
    formula: '(a ∧ b)ᵢ ∈ {0, 1}',
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
    name: 'the intersection is a subset of both masks',
    formula: 'a ∧ b ≤ a and a ∧ b ≤ b',
    given: [threeMasks],
    holds: (impl: MaskImpl, { a, b }) => {
      const both = and(impl, a, b);
      claim(
        below(both, a) && below(both, b),
        () => `a ∧ b: must be a subset of [${a}] and [${b}], got [${both}]`,
      );
    },
  }),
  law({
    ...meet,
    name: 'the intersection keeps every weight that both masks keep',
    formula: 'c ≤ a and c ≤ b ⇒ c ≤ a ∧ b',
    // The mask c is made a subset of both other masks.
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
    name: 'intersection is commutative',
    formula: 'a ∧ b = b ∧ a',
    given: [threeMasks],
    holds: (impl: MaskImpl, { a, b }) => sameList('a ∧ b', and(impl, a, b), and(impl, b, a)),
  }),
  law({
    ...meet,
    name: 'intersection is associative',
    formula: '(a ∧ b) ∧ c = a ∧ (b ∧ c)',
    given: [threeMasks],
    holds: (impl: MaskImpl, { a, b, c }) =>
      sameList('(a ∧ b) ∧ c', and(impl, and(impl, a, b), c), and(impl, a, and(impl, b, c))),
  }),
  law({
    ...meet,
    name: 'intersection is idempotent',
    formula: 'a ∧ a = a',
    given: [threeMasks],
    holds: (impl: MaskImpl, { a }) => sameList('a ∧ a', and(impl, a, a), a),
  }),
  law({
    ...meet,
    name: 'applying two masks in turn equals applying their intersection',
    formula: 'b ⊙ (a ⊙ W) = (a ∧ b) ⊙ W',
    given: [weightsAndMasks],
    holds: (impl: MaskImpl, { weights, a, b }) => {
      const oneByOne = impl.apply(impl.apply(weights.slice(), a.slice()), b.slice()).slice();
      sameList('(a ∧ b) ⊙ W', impl.apply(weights, and(impl, a, b)), oneByOne);
    },
  }),
];
