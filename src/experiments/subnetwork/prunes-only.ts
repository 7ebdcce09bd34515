import type { Module } from '../../nn/index.ts';
import type { Weights } from '../../pruning/index.ts';

/**
 * Returns whether a network differs from an original only by pruning: surviving weights have the same bits as in the original,
 * pruned weights are +0, and there are no other parameters.
 *
 * @param original the weights by name.
 *
 * @example
 * const model = mlp([2, 2], { random: new Random(1), bias: false });
 * const original = model.state();
 * model.setMask(new Map([['fc1.weight', [1, 0, 0, 1]]]));
 * prunesOnly(original, model); // → true
 * model.namedParameters().get('fc1.weight').data[0] += 1;
 * prunesOnly(original, model); // → false
 */
export function prunesOnly(original: Weights, network: Module): boolean {
  const parameters = network.namedParameters();
  if (parameters.size !== original.size) return false;
  for (const [name, { data, mask }] of parameters) {
    const before = original.get(name);
    if (before === undefined || before.length !== data.length) return false;
    for (let i = 0; i < data.length; i++) {
      if (!Object.is(data[i], mask === null || mask[i] === 1 ? before[i] : 0)) return false;
    }
  }
  return true;
}
