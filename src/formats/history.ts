import { ValueError } from '../errors.ts';
import type { Mask } from '../pruning/mask.ts';
import { parseJson } from './json.ts';

/**
 * Checks that a history of sparsities can be this mask's: each a count of pruned weights ÷ their total, none below the
 * one before, the last the mask's own. Without a round yet, the mask must be dense.
 */
export function checkHistory(history: readonly number[], mask: Mask): void {
  let before = 0;
  for (const [i, sparsity] of history.entries()) {
    const pruned = Math.round(sparsity * mask.total);
    if (!(sparsity >= before && sparsity <= 1 && pruned / mask.total === sparsity)) {
      const rule = `must be n ÷ ${mask.total} for a count n, ≥ ${before} and ≤ 1`;
      throw new ValueError(`sparsityHistory[${i}]`, rule, sparsity);
    }
    before = sparsity;
  }
  if (before !== mask.sparsity)
    throw new ValueError('sparsityHistory', `must end at the mask's sparsity ${mask.sparsity}`, before);
}

/** A history from its JSON, a list of numbers. */
export function parseHistory(text: string): number[] {
  const history = parseJson('sparsityHistory', text);
  if (!Array.isArray(history) || !history.every((item) => typeof item === 'number'))
    throw new ValueError('sparsityHistory', 'must be a list of numbers', text);
  return history;
}
