import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import { MAX_ITEMS, subsetSum, subsetSumSolver } from '../../../src/experiments/index.ts';

/** Multiples of 2⁻²⁰, so that sums of a few are exact in any order; zeros, ties and both signs. */
const exact = fc.oneof(
  fc.constantFrom(0, -0, 0.5, -0.5, 2 ** -20),
  fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((n) => n / 2 ** 20),
);

/** The least |sum − target| over all 2ⁿ subsets, each tried. */
function bruteForce(items: readonly number[], target: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let subset = 0; subset < 2 ** items.length; subset++) {
    const sum = items.reduce((total, item, i) => total + ((subset >> i) & 1) * item, 0);
    best = Math.min(best, Math.abs(sum - target));
  }
  return best;
}

test('no subset of up to 12 items comes nearer than the one found: equal to trying them all', () =>
  fc.assert(
    fc.property(fc.array(exact, { maxLength: 12 }), exact, (items, target) => {
      expect(subsetSum(Float64Array.from(items), target).error).toBe(bruteForce(items, target));
    }),
    { numRuns: 200 },
  ));

test('the subset adds up to its sum, and the error is its distance', () =>
  fc.assert(
    fc.property(fc.array(exact, { maxLength: 16 }), exact, (items, target) => {
      const { subset, sum, error } = subsetSum(Float64Array.from(items), target);
      expect(subset).toHaveLength(items.length);
      expect(items.reduce((total, item, i) => total + subset[i] * item, 0) + 0).toBe(sum + 0);
      expect(error).toBe(Math.abs(sum - target));
    }),
  ));

test('a solver that is used again gives what a new one gives', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(exact, exact, exact, exact), { minLength: 1, maxLength: 4 }),
      exact,
      (problems, target) => {
        const solve = subsetSumSolver(4);
        for (const items of problems) {
          expect(solve(Float64Array.from(items), target)).toEqual(
            subsetSum(Float64Array.from(items), target),
          );
        }
      },
    ),
  ));

test('too many items, another number of them, a NaN or an infinity are refused', () => {
  expect(() => subsetSum(new Float64Array(MAX_ITEMS + 1), 0)).toThrow(
    'subset-sum items: must be an integer in [0, 40], got 41',
  );
  for (const n of [-1, 1.5, Number.NaN]) expect(() => subsetSumSolver(n)).toThrow(ValueError);
  expect(() => subsetSumSolver(2)(new Float64Array(3), 0)).toThrow('subset-sum items: must be 2, got 3');
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => subsetSum(Float64Array.of(1, bad), 0)).toThrow('subset-sum items[1]: must be finite');
    expect(() => subsetSum(Float64Array.of(1), bad)).toThrow('subset-sum target: must be finite');
  }
});
