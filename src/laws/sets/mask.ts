import { claim, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { maskedWeights } from '../generators/index.ts';
import type { MaskImpl } from '../interfaces/mask.ts';
import { type LawSet, law } from '../law.ts';
import { intersectionLaws } from './mask-intersection.ts';
import { largeMaskLaws } from './mask-large.ts';

const OURS = 'this package’s contract: src/pruning/mask.ts';
const DEFINITION = 'Frankle & Carbin 2019, §1: f(x; m ⊙ θ), m ∈ {0, 1}^|θ|';

const nonFinite = fc.constantFrom(Number.NaN, Infinity, -Infinity);
const someMask = maskedWeights.map(({ mask }) => ({ mask }));
const survivingMask = someMask.map(({ mask }) => ({ mask: Uint8Array.of(1, ...mask) }));
const ones = (mask: Uint8Array): number => mask.reduce((sum, bit) => sum + bit, 0);

/** Laws of masks: applying, counting and intersecting them. */
export const maskLaws: LawSet<MaskImpl> = {
  name: 'mask',
  about: 'A mask m keeps a weight where it is 1 and prunes it where it is 0.',
  why: 'Every sparsity, compression ratio and accuracy of a ticket is computed from its mask. A mask that is applied, combined or shuffled incorrectly makes the reported numbers describe another network.',
  modifying: ['apply'],
  methods: ['apply', 'density', 'sparsity', 'compression', 'intersect'],
  laws: [
    law({
      name: 'applying a mask leaves surviving weights unchanged',
      formula: 'mᵢ = 1 ⇒ (m ⊙ W)ᵢ = Wᵢ, also if Wᵢ is NaN or infinite',
      source: DEFINITION,
      given: [maskedWeights, nonFinite],
      holds: ({ apply }: MaskImpl, { weights, mask }, value) => {
        const masked = apply(weights.slice(), mask.slice());
        claim(masked.length === weights.length, () => `m ⊙ W: must have ${weights.length} entries`);
        for (let i = 0; i < mask.length; i++)
          if (mask[i] === 1) sameNumber(`(m ⊙ W)[${i}]`, masked[i], weights[i]);
        const spoiled = weights.map((w, i) => (mask[i] === 1 ? value : w));
        apply(spoiled, mask.slice()).forEach((w, i) => {
          sameNumber(`(m ⊙ W)[${i}]`, w, mask[i] === 1 ? value : 0);
        });
      },
    }),
    law({
      name: 'applying a mask sets pruned weights to +0',
      formula: 'mᵢ = 0 ⇒ (m ⊙ W)ᵢ = +0',
      source: OURS,
      given: [maskedWeights],
      holds: ({ apply }: MaskImpl, { weights, mask }) => {
        const masked = apply(weights, mask.slice());
        for (let i = 0; i < mask.length; i++) if (mask[i] === 0) sameNumber(`(m ⊙ W)[${i}]`, masked[i], 0);
      },
    }),
    law({
      name: 'applying a mask sets pruned weights to +0 even if they are NaN or infinite',
      formula: 'mᵢ = 0 and Wᵢ ∈ {NaN, ±∞} ⇒ (m ⊙ W)ᵢ = +0',
      source: 'IEEE 754: 0 · NaN = 0 · ∞ = NaN, so that a product does not prune',
      given: [maskedWeights, nonFinite],
      holds: ({ apply }: MaskImpl, { weights, mask }, value) => {
        const spoiled = weights.map((w, i) => (mask[i] === 0 ? value : w));
        const expected = weights.map((w, i) => (mask[i] === 0 ? 0 : w));
        sameList('m ⊙ W', apply(spoiled, mask.slice()), expected);
      },
    }),
    law({
      name: 'applying a mask is idempotent',
      formula: 'm ⊙ (m ⊙ W) = m ⊙ W',
      source: DEFINITION,
      given: [maskedWeights],
      holds: ({ apply }: MaskImpl, { weights, mask }) => {
        const once = apply(weights, mask.slice()).slice();
        sameList('m ⊙ (m ⊙ W)', apply(once.slice(), mask.slice()), once);
      },
    }),
    law({
      name: 'density is the fraction of surviving weights',
      formula: 'density = Σm ÷ n, rounded once to float64',
      source: 'Frankle & Carbin 2019, §2: Pm = ‖m‖₀ ÷ |θ|',
      given: [someMask],
      holds: ({ density }: MaskImpl, { mask }) =>
        sameNumber('density', density(mask.slice()), ones(mask) / mask.length),
    }),
    law({
      name: 'density and sparsity add up to one',
      formula: '|density + sparsity − 1| ≤ 2⁻⁵²',
      source: DEFINITION,
      bound:
        'u = 2⁻⁵³. k/n and (n − k)/n are each rounded once: their sum is off by at most u·(k/n + (n − k)/n) = u. ' +
        'It lies within u of 1, so adding rounds by at most u more: 2u in all.',
      given: [someMask],
      holds: ({ density, sparsity }: MaskImpl, { mask }) => {
        const sum = density(mask.slice()) + sparsity(mask.slice());
        claim(Math.abs(sum - 1) <= 2 ** -52, () => `density + sparsity: must be 1, got ${sum}`);
      },
    }),
    law({
      name: 'the compression ratio is the reciprocal of density',
      formula: '|compression · density − 1| ≤ 2⁻⁵¹ where Σm > 0',
      source: 'Frankle & Carbin 2019, §2; compression = n ÷ Σm',
      bound:
        'u = 2⁻⁵³. n/k, k/n and their product are each rounded once: at most (1 + u)³ − 1 < 4u. One over a rounded ' +
        'density rounds no more often.',
      given: [survivingMask],
      holds: ({ density, compression }: MaskImpl, { mask }) => {
        const product = compression(mask.slice()) * density(mask.slice());
        claim(Math.abs(product - 1) <= 2 ** -51, () => `compression · density: must be 1, got ${product}`);
      },
    }),
    ...intersectionLaws,
    ...largeMaskLaws,
  ],
};
