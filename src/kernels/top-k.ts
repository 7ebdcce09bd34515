// The top-k kernel in use. This file imports no SIMD code, so that `winning-ticket/pruning` stays small.

import { radixSelect } from './radix-select.ts';

/** A kernel that returns the mask of the k largest scores; reference/top-k.ts is its specification. */
export type TopK = (scores: Float32Array, k: number) => Uint8Array;

let selected: TopK = radixSelect;

/** Selects the implementation. All of them return the same masks. */
export function selectTopK(implementation: TopK): void {
  selected = implementation;
}

/**
 * Returns the mask of the k largest scores: 1 for the first k entries by (score, index), otherwise 0. Uses the top-k of the
 * selected kernel set, or the radix select if no kernel set is loaded.
 */
export const topK: TopK = (scores, k) => selected(scores, k);
