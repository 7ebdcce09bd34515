import { subsetSum as solve } from '../../experiments/index.ts';
import type { SubsetSumImpl } from '../interfaces/subset-sum.ts';

/** This package's exact subset-sum solver. */
export const subsetSum: SubsetSumImpl = { subset: (numbers, target) => solve(numbers, target).subset };
