import { ours, type SubsetSumImpl, subsetSumLaws } from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.subsetSum;
const by = (subset: SubsetSumImpl['subset']): SubsetSumImpl => ({ subset });

/** The subset whose sum costs least, the first of equals in the order of binary numbers. */
function cheapest(numbers: Float64Array, cost: (sum: number, isEmpty: boolean) => number): Uint8Array {
  const sums = [0];
  for (const x of numbers) sums.push(...sums.map((sum) => sum + x));
  const costs = sums.map((sum, bits) => cost(sum, bits === 0));
  const bits = costs.indexOf(Math.min(...costs));
  return Uint8Array.from(numbers, (_, i) => (bits >> i) & 1);
}

/** Takes each number, in the order given, that brings the sum nearer. */
function greedy(numbers: Float64Array, target: number): Uint8Array {
  let sum = 0;
  return Uint8Array.from(numbers, (x) => {
    if (Math.abs(sum + x - target) >= Math.abs(sum - target)) return 0;
    sum += x;
    return 1;
  });
}

/** Wrong subset sums. */
export const subsetSumWrong: WrongImplementations<SubsetSumImpl> = {
  set: subsetSumLaws,
  rejects: {
    'no subset has a smaller error': [
      'takes each number that brings the sum nearer',
      'takes the one number nearest to the target',
      'never exceeds the target',
      'must take something',
      'is content within a tolerance',
      'takes a number twice',
      'answers in sorted order',
    ],
    'a target that is the sum of a subset is reached exactly': [
      'takes each number that brings the sum nearer',
      'takes the one number nearest to the target',
      'must take something',
      'is content within a tolerance',
      'takes a number twice',
      'answers in sorted order',
    ],
    'the error is monotone: an additional number never increases it': [
      'never exceeds the target',
      'must take something',
      'takes a number twice',
      'answers in sorted order',
    ],
    'the error is invariant to the order of the numbers': [
      'takes each number that brings the sum nearer',
      'is content within a tolerance',
      'takes a number twice',
      'answers in sorted order',
    ],
    'the error is invariant to negating numbers and target': [
      'never exceeds the target',
      'takes a number twice',
      'answers in sorted order',
    ],
  },
  implementations: [
    {
      name: 'takes each number that brings the sum nearer',
      from: 'greedy search, a common stand-in for subset sum',
      impl: by(greedy),
    },
    {
      name: 'takes the one number nearest to the target',
      from: 'Malach et al. 2020 need one random weight near each target: many more of them',
      impl: by((numbers, target) => {
        const nearest = Math.min(...numbers.map((x) => Math.abs(x - target)), Math.abs(target));
        const at = numbers.findIndex((x) => Math.abs(x - target) === nearest);
        return Uint8Array.from(numbers, (_, i) => +(i === at));
      }),
    },
    {
      name: 'never exceeds the target',
      from: 'the knapsack’s subset sum: it fills from below',
      impl: by((numbers, target) => cheapest(numbers, (sum) => (sum > target ? 1e9 + sum : target - sum))),
    },
    {
      name: 'must take something',
      from: 'a search that begins at subsets of one',
      impl: by((numbers, target) =>
        cheapest(numbers, (sum, isEmpty) => (isEmpty ? 1e9 : Math.abs(sum - target))),
      ),
    },
    {
      name: 'is content within a tolerance',
      from: 'stops at the first sum within ε = 0.05',
      impl: by((numbers, target) =>
        cheapest(numbers, (sum) => (Math.abs(sum - target) < 0.05 ? 0 : Math.abs(sum - target))),
      ),
    },
    {
      name: 'takes a number twice',
      from: 'the unbounded problem: coins, not weights',
      impl: by((numbers, target) => {
        const twice = Float64Array.of(...numbers, ...numbers);
        const subset = right.subset(twice, target);
        return Uint8Array.from(numbers, (_, i) => subset[i] + subset[numbers.length + i]);
      }),
    },
    {
      name: 'answers in sorted order',
      from: 'sorts the numbers first and forgets where they came from',
      impl: by((numbers, target) => right.subset(numbers.toSorted(), target)),
    },
  ],
};
