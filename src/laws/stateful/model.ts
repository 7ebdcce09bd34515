// What a pruner does, once more, with plain arrays and no cleverness: the model that whole pruners are compared with.

import type { NetworkState } from '../interfaces/pruner.ts';
import { copyState, freshState, updateState } from './network.ts';
import type { PrunerCase } from './plan.ts';

/** Where a search stands after the rounds it has done. */
export interface Done {
  readonly round: number;
  readonly masks: readonly number[][];
  /** What a rewind puts back; its pruned weights are not 0. */
  readonly point: NetworkState;
}

/** The model of one session. */
export interface Model {
  readonly of: PrunerCase;
  done: Done;
  /** Rewound and ready to train, trained and ready to prune, or anything else. */
  phase: 'rewound' | 'trained' | 'away';
  /** The network's numbers; null where the pruner may have left any. */
  network: NetworkState | null;
  /** What the first training passed on its way at the iteration to go back to. */
  passed: NetworkState | null;
  readonly saved: Done[];
}

/** A session that has just been started. */
export function freshModel(of: PrunerCase): Model {
  const point = freshState(of.initial);
  const masks = of.initial.map((layer) => Array.from(layer, () => 1));
  return {
    of,
    done: { round: 0, masks, point },
    phase: 'rewound',
    network: copyState(point),
    passed: null,
    saved: [],
  };
}

/** m ⊙ point: what a rewind leaves. */
export function rewound({ masks, point }: Done): NetworkState {
  const state = copyState(point);
  setPruned(state, masks);
  return state;
}

/** The clocks at which the next round's updates are made. */
export function spanOf({ of: { plan }, done }: Model): number[] {
  const [from, to] = done.round === 0 ? [0, plan.iterations] : [plan.from, plan.to];
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** W_k or W_0 → W_T under the mask. */
export function train(model: Model): void {
  const { done, of } = model;
  const state = rewound(done);
  model.passed = of.plan.checkpoint === 0 ? copyState(state) : null;
  for (const clock of spanOf(model)) {
    updateState(state, of.targets, clock);
    setPruned(state, done.masks);
    if (clock + 1 === of.plan.checkpoint) model.passed = copyState(state);
  }
  model.network = state;
  model.phase = 'trained';
}

/** The survivors of largest magnitude stay, the earlier first among equals. */
export function prune(model: Model): void {
  const { done, of } = model;
  const trained = model.network as NetworkState;
  const keep = of.plan.keep[done.round];
  const survivors = done.masks.flatMap((mask, l) =>
    mask.flatMap((bit, i) => (bit === 1 ? [{ l, i, score: Math.abs(trained.weights[l][i]) }] : [])),
  );
  const masks = done.masks.map((mask) => mask.map(() => 0));
  for (const { l, i } of survivors.sort((a, b) => b.score - a.score).slice(0, keep)) masks[l][i] = 1; // sort is stable
  const first = done.round === 0 ? (model.passed as NetworkState) : done.point;
  const point = of.plan.checkpoint === null ? trained : first;
  model.done = { round: done.round + 1, masks, point };
  leave(model);
}

/** The network holds what nobody promised. */
export function leave(model: Model): void {
  model.network = null;
  model.phase = 'away';
}

function setPruned({ weights }: NetworkState, masks: readonly number[][]): void {
  masks.forEach((mask, l) => {
    mask.forEach((bit, i) => {
      if (bit === 0) weights[l][i] = 0;
    });
  });
}
