import { type Mask, type Scope, selectGlobal, selectLayerwise, type Weights } from '../../pruning/index.ts';

/** Keeps the surviving weights of `mask` with the highest scores: `keep(total)` of each group, which has `total` weights before pruning. */
export function keepBest(scores: Weights, mask: Mask, scope: Scope, keep: (total: number) => number): Mask {
  if (scope === 'global') return selectGlobal(scores, mask, keep(mask.total));
  const counts = [...mask.counts()].map(([name, { total }]) => [name, keep(total)] as const);
  return selectLayerwise(scores, mask, new Map(counts));
}
