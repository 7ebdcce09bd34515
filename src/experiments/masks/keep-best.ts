import { type Mask, type Scope, selectGlobal, selectLayerwise, type Weights } from '../../pruning/index.ts';

/**
 * Returns the mask of the highest scores among the surviving weights of `mask`.
 *
 * @param keep returns the number of weights to keep in a group that had `total` weights before pruning.
 */
export function keepBest(scores: Weights, mask: Mask, scope: Scope, keep: (total: number) => number): Mask {
  if (scope === 'global') return selectGlobal(scores, mask, keep(mask.total));
  const counts = [...mask.counts()].map(([name, { total }]) => [name, keep(total)] as const);
  return selectLayerwise(scores, mask, new Map(counts));
}
