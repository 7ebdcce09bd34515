// Solves subset-sum problems by meet in the middle. It computes all sums of the first half of the numbers and all sums of the
// second half in increasing order, then goes up one list and down the other to find the best pair. O(2^(n/2)) instead of O(2ⁿ).
// Horowitz & Sahni 1974, "Computing Partitions with Applications to the Knapsack Problem".

import { integer } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { roomFor, type SortedSums, sortedSums } from './sorted-sums.ts';

/** The subset of items whose sum is nearest to the target. */
export interface SubsetSum {
  /** 1 for each item in the subset, otherwise 0. */
  readonly subset: Uint8Array;
  /** Sum of the items in the subset, in float64. */
  readonly sum: number;
  /** Error |sum − target|. */
  readonly error: number;
}

/** Maximum number of items. Each half then has 2²⁰ sums, which take about 50 MB and tens of milliseconds. */
export const MAX_ITEMS = 40;

/** A function that finds the best subset for a target. The number of items is the same in all calls. */
export type SubsetSumSolver = (items: Float64Array, target: number) => SubsetSum;

/**
 * Finds the subset of up to 40 items whose sum is nearest to a target, by meet in the middle. Horowitz & Sahni 1974.
 *
 * @throws {ValueError} if there are more than 40 items, or an item or the target is not finite.
 *
 * @example
 * subsetSum(Float64Array.of(3, 5, 8, 9), 13.25); // → { subset: Uint8Array(4) [ 0, 1, 1, 0 ], sum: 13, error: 0.25 }
 */
export function subsetSum(items: Float64Array, target: number): SubsetSum {
  return subsetSumSolver(items.length)(items, target);
}

/**
 * Returns a solver of subset-sum problems with n items. It reuses its memory, which is faster for many targets.
 *
 * @throws {ValueError} if n is not an integer in [0, 40]. The solver throws it for another number of items, or if an item or the
 *   target is not finite.
 *
 * @example
 * const solve = subsetSumSolver(3);
 * [1, 2, 3].map((target) => solve(Float64Array.of(1, 2.5, 4), target).error); // → [ 0, 0.5, 0.5 ]
 */
export function subsetSumSolver(n: number): SubsetSumSolver {
  integer('subset-sum items', n, 0, MAX_ITEMS);
  const middle = Math.ceil(n / 2);
  const rooms = [roomFor(middle), roomFor(middle), roomFor(n - middle), roomFor(n - middle)];
  return (items, target) => {
    checkNumbers(items, target, n);
    const low = sortedSums(items, 0, middle, rooms[0], rooms[1]);
    const high = sortedSums(items, middle, n, rooms[2], rooms[3]);
    const [i, j] = nearestPair(low, high, target);
    const sum = low.sums[i] + high.sums[j];
    const subset = Uint8Array.from({ length: n }, (_, item) =>
      item < middle ? (low.subsets[i] >>> item) & 1 : (high.subsets[j] >>> (item - middle)) & 1,
    );
    return { subset, sum, error: Math.abs(sum - target) };
  };
}

/**
 * Finds the best pair of sums by going up one list and down the other. Each skipped pair is farther from the target than a
 * visited one.
 */
function nearestPair(low: SortedSums, high: SortedSums, target: number): [number, number] {
  let [i, j] = [0, high.count - 1];
  let [bestI, bestJ, best] = [i, j, Number.POSITIVE_INFINITY];
  while (i < low.count && j >= 0) {
    const difference = low.sums[i] + high.sums[j] - target;
    const distance = Math.abs(difference);
    if (distance < best) [bestI, bestJ, best] = [i, j, distance];
    if (difference < 0) i++;
    else j--;
  }
  return [bestI, bestJ];
}

function checkNumbers(items: Float64Array, target: number, n: number): void {
  if (items.length !== n) throw new ValueError('subset-sum items', `must be ${n}`, items.length);
  if (!Number.isFinite(target)) throw new ValueError('subset-sum target', 'must be finite', target);
  const bad = items.findIndex((item) => !Number.isFinite(item));
  if (bad >= 0) throw new ValueError(`subset-sum items[${bad}]`, 'must be finite', items[bad]);
}
