// Values as plain data that compare bit for bit: −0 is not +0, and a NaN is its payload.

import type { OptimizerState } from '../../src/optim/index.ts';
import type { Progress, WinningTicket } from '../../src/pruning/index.ts';

type Arrays = ReadonlyMap<string, Float32Array | Uint8Array>;

/** The bits of one array. */
export const bitsOf = (values: Float32Array | Float64Array | Uint8Array): number[] =>
  Array.from(values instanceof Uint8Array ? values : new Uint32Array(values.slice().buffer));

/** Names and bits, in their order. */
const plain = (arrays: Arrays): [string, number[]][] =>
  [...arrays].map(([name, values]) => [name, bitsOf(values)]);

/** All of a ticket. */
export const plainTicket = ({ mask, weights, others, rewind, sparsityHistory }: WinningTicket) => ({
  mask: plain(mask.layers),
  weights: plain(weights),
  others: plain(others),
  rewind,
  sparsityHistory,
});

/** All of a search's progress. */
export function plainProgress(progress: Progress) {
  const { round, mask, initial, rewindPoint, sparsityHistory, startCounts, settings } = progress;
  const saved = rewindPoint.optimizer as OptimizerState | undefined;
  return {
    round,
    mask: plain(mask.layers),
    initial: plain(initial),
    weights: plain(rewindPoint.weights),
    others: plain(rewindPoint.others),
    optimizer: saved && { ...saved, slots: plain(new Map(Object.entries(saved.slots))) },
    sparsityHistory,
    startCounts: [...startCounts],
    settings,
  };
}
