// Which of n numbers add up nearest to a target? Meet in the middle: all sums of the first half, all of the second, both
// in order; then one walk up the one and down the other meets the best pair. O(2^(n/2)) instead of O(2ⁿ).
// Horowitz & Sahni 1974, "Computing Partitions with Applications to the Knapsack Problem".

import { wholeNumber } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { roomFor, type SortedSums, sortedSums } from './sorted-sums.ts';

/** A subset whose sum is as near to the target as any subset's. */
export interface SubsetSum {
  /** 1 for each item in it. */
  readonly subset: Uint8Array;
  /** Its sum, in float64. */
  readonly sum: number;
  /** |sum − target|. */
  readonly error: number;
}

/** The most items that can be solved: 2²⁰ sums a half, some 50 MB and tens of milliseconds. */
export const MAX_ITEMS = 40;

/** Solves for one target after the other, with the same number of items each time. */
export type SubsetSumSolver = (items: Float64Array, target: number) => SubsetSum;

/** The best subset of up to 40 items. Throws a ValueError for more, or for an item or target that is not finite. */
export function subsetSum(items: Float64Array, target: number): SubsetSum {
  return subsetSumSolver(items.length)(items, target);
}

/** A solver for n items that keeps its room: for many targets. Throws a ValueError unless 0 ≤ n ≤ 40. */
export function subsetSumSolver(n: number): SubsetSumSolver {
  wholeNumber('subset-sum items', n, 0, MAX_ITEMS);
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

/** Up one list, down the other: a pair passed over is farther from the target than one that was met. */
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
