import { ValueError } from '../errors.ts';
import type { Mask } from './mask.ts';

/**
 * Checks that sparsities can be those after the rounds that led to a mask: each is a number of pruned weights ÷ their total and
 * at least the one before, and the last one is that of the mask. Before the first round, the mask must be dense.
 *
 * @throws {ValueError} if not.
 */
export function checkHistory(history: readonly number[], mask: Mask): void {
  if (!Array.isArray(history)) throw new ValueError('sparsityHistory', 'must be a list of numbers', history);
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
