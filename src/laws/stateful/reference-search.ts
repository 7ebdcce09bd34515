// The reference implementation of a search, with which pruners are compared. It uses plain arrays and no optimizations.

import { type PrunerCase, redrawn, spanOf } from './cases.ts';
import { copyState, freshState, type NetworkState, setPruned, updateOf } from './network.ts';

/** The state of a search after its completed rounds. */
export interface Done {
  readonly round: number;
  /** The mask of all layers as one list. */
  readonly mask: readonly number[];
  /** The rewind point. Its pruned weights are not 0. */
  readonly point: NetworkState;
}

/** Returns the state at the start of a search. */
export function begin(of: PrunerCase): Done {
  const point = freshState(of);
  return { round: 0, mask: Array.from(point.weights, () => 1), point };
}

/** Returns the network after a rewind, m ⊙ point. */
export function rewound({ mask, point }: Done): NetworkState {
  const state = copyState(point);
  setPruned(state, mask);
  return state;
}

/** Trains, prunes and rewinds once. Also returns the network at the end of the training. */
export function nextRound(of: PrunerCase, before: Done): { trained: NetworkState; done: Done } {
  const round = before.round + 1;
  const { strategy, checkpoint } = of.rewind;
  const update = updateOf(of);
  const trained = rewound(before);
  let { point } = before;
  for (const iteration of spanOf(of, round)) {
    if (round === 1 && iteration === checkpoint) point = copyState(trained);
    update(trained, iteration);
    setPruned(trained, before.mask);
  }
  if (checkpoint === null) point = trained;
  if (strategy.kind === 'reinitialize') point = { ...point, ...redrawn(of, round) };
  const mask = keepLargest(before.mask, trained.weights, of.keep[round - 1]);
  return { trained, done: { round, mask, point } };
}

/** Returns the mask that keeps the surviving weights of largest magnitude. Among ties, earlier weights are kept. */
export function keepLargest(mask: readonly number[], weights: Float32Array, keep: number): number[] {
  const survivors = mask.flatMap((bit, i) => (bit === 1 ? [i] : []));
  const order = survivors.sort((i, j) => Math.abs(weights[j]) - Math.abs(weights[i])); // This sort is stable.
  const kept = new Set(order.slice(0, keep));
  return mask.map((_, i) => (kept.has(i) ? 1 : 0));
}
