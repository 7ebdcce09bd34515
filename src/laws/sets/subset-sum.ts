import type { Arbitrary } from 'fast-check';
import { claim } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { SubsetSumImpl } from '../interfaces/subset-sum.ts';
import { type LawSet, law } from '../law.ts';

const PENSIA = 'Pensia et al. 2020, §3: each target weight as a subset sum of random weights';
/** Maximum number of numbers that the interface allows. */
const MANY = 11;
const FEW = 8;

/**
 * Generates multiples of 2⁻³⁰ in [−1, 1], so that sums of a few are exact in any order. Zeros, ties and both signs are frequent.
 */
const exact: Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 0.5, -0.5, 2 ** -8),
  fc.integer({ min: -256, max: 256 }).map((n) => n / 256),
  fc.integer({ min: -(2 ** 30), max: 2 ** 30 }).map((n) => n / 2 ** 30),
);

const listsUpTo = (most: number) =>
  fc.array(exact, { maxLength: most }).map((list) => Float64Array.from(list));

const problems = fc.record({
  numbers: fc.oneof({ weight: 4, arbitrary: listsUpTo(FEW) }, { weight: 1, arbitrary: listsUpTo(MANY) }),
  target: exact,
});

/** Generates a number, and 1 if it is part of the sum that is the target. */
const entry = fc.tuple(exact, fc.nat({ max: 1 }));
const solvable = fc
  .oneof(fc.array(entry, { maxLength: MANY }), fc.array(entry, { minLength: MANY, maxLength: MANY }))
  .map((pairs) => ({
    numbers: Float64Array.from(pairs, ([x]) => x),
    chosen: Uint8Array.from(pairs, ([, bit]) => bit),
  }));

const sumOf = (numbers: Float64Array, subset: ArrayLike<number>): number =>
  numbers.reduce((sum, x, i) => sum + (subset[i] === 0 ? 0 : x), 0);

/**
 * Returns the distance between the target and the sum of the subset that was found. Throws a TicketError if the result is not a
 * subset.
 */
function errorOf({ subset }: SubsetSumImpl, numbers: Float64Array, target: number): number {
  const found = subset(numbers.slice(), target);
  claim(
    found.length === numbers.length,
    () => `subset: must have ${numbers.length} entries, got ${found.length}`,
  );
  const odd = found.findIndex((bit) => bit !== 0 && bit !== 1);
  claim(odd === -1, () => `subset[${odd}]: must be 0 or 1, got ${found[odd]}`);
  return Math.abs(sumOf(numbers, found) - target);
}

/** Returns the smallest error of all 2ⁿ subsets, by trying each of them. */
function leastError(numbers: Float64Array, target: number): number {
  const sums = [0];
  for (const x of numbers) sums.push(...sums.map((sum) => sum + x));
  return Math.min(...sums.map((sum) => Math.abs(sum - target)));
}

/** Laws of subset sums, on which the proof of the strong lottery ticket hypothesis is based. */
export const subsetSumLaws: LawSet<SubsetSumImpl> = {
  name: 'subset sum',
  about:
    'A strong ticket approximates a target weight by the subset of a few random weights whose sum is closest to it.',
  why: 'The proof of the strong lottery ticket hypothesis needs the best subset; a greedy choice needs more random weights than the theorem promises.',
  methods: ['subset'],
  laws: [
    law({
      name: 'no subset has a smaller error',
      formula: '|Σ_S x − t| = min over all 2ⁿ subsets, the empty one among them',
      source: PENSIA,
      given: [problems],
      holds: (impl: SubsetSumImpl, { numbers, target }) => {
        const [got, least] = [errorOf(impl, numbers, target), leastError(numbers, target)];
        claim(got === least, () => `|Σ_S x − t|: must be ${least}, got ${got}`);
      },
    }),
    law({
      name: 'a target that is the sum of a subset is reached exactly',
      formula: 't = Σ_S x for some S ⇒ |Σ_S′ x − t| = 0 for the S′ found',
      source: PENSIA,
      given: [solvable],
      holds: (impl: SubsetSumImpl, { numbers, chosen }) => {
        const target = sumOf(numbers, chosen);
        const got = errorOf(impl, numbers, target);
        claim(got === 0, () => `|Σ_S x − ${target}|: must be 0, got ${got}`);
      },
    }),
    law({
      name: 'the error is monotone: an additional number never increases it',
      formula: 'error(x₁ … xₙ, t) ≥ error(x₁ … xₙ₊₁, t)',
      source: PENSIA,
      given: [fc.record({ numbers: listsUpTo(FEW), more: exact, target: exact })],
      holds: (impl: SubsetSumImpl, { numbers, more, target }) => {
        const before = errorOf(impl, numbers, target);
        const after = errorOf(impl, Float64Array.of(...numbers, more), target);
        claim(
          after <= before,
          () => `error with the additional number ${more}: must be ≤ ${before}, got ${after}`,
        );
      },
    }),
    law({
      name: 'the error is invariant to the order of the numbers',
      formula: 'error(x, t) = error(reversed x, t)',
      source: PENSIA,
      given: [problems],
      holds: (impl: SubsetSumImpl, { numbers, target }) => {
        const [got, turned] = [errorOf(impl, numbers, target), errorOf(impl, numbers.toReversed(), target)];
        claim(turned === got, () => `error for the numbers in reverse order: must be ${got}, got ${turned}`);
      },
    }),
    law({
      name: 'the error is invariant to negating numbers and target',
      formula: 'error(−x, −t) = error(x, t)',
      source: PENSIA,
      given: [problems],
      holds: (impl: SubsetSumImpl, { numbers, target }) => {
        const [got, negated] = [
          errorOf(impl, numbers, target),
          errorOf(
            impl,
            numbers.map((x) => -x),
            -target,
          ),
        ];
        claim(negated === got, () => `error of −x for the target −t: must be ${got}, got ${negated}`);
      },
    }),
  ],
};
