import type { Module } from '../../nn/index.ts';
import type { Weights } from '../../pruning/index.ts';

/**
 * Whether a network is the original with some weights removed and nothing else done to it: each weight has the
 * original's bits where its mask keeps it and is +0 where it does not, and there is no parameter beside them.
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
