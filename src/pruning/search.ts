// Iterative magnitude pruning, Frankle & Carbin 2019, §2:
//   1. initialize a network with weights W₀;  2. train it for T iterations → W_T;  3. prune the fraction p of the surviving
//   weights with the lowest scores;  4. rewind the others;  5. repeat from 2 until the target is reached.

import { checkFinite } from '../check.ts';
import { arraysFrom, synchronous } from './check-arrays.ts';
import { type Checkpoint, copyOf, restore } from './checkpoint.ts';
import { scoresOf } from './criteria/scores.ts';
import { checkSameLayers, type Mask } from './mask.ts';
import type { PrunableModel, Trainer } from './model-and-trainer.ts';
import { handMask } from './model-mask.ts';
import type { Reinitialize } from './options.ts';
import type { KeptCounts } from './plan-rounds.ts';
import type { ResolvedOptions } from './resolve-options.ts';
import type { RewindPlan } from './rewind-strategy.ts';
import { type Progress, type Training, trainRound } from './round.ts';
import { selectLevel } from './select-survivors.ts';
import { WinningTicket } from './ticket.ts';

/** A finished round: the network was trained, pruned and rewound. */
export interface Round<Result = unknown> {
  /** Number of the round, k = 1 … n. */
  readonly round: number;
  /** The trainer's result of this round's training, which ran under the mask of round k − 1. */
  readonly training: Result;
  /**
   * The weights and optimizer state at the end of this round's training, before pruning and rewinding. Must not be
   * modified.
   */
  readonly trained: Checkpoint;
  /** The ticket after this round: its mask and the values to which surviving weights were rewound. */
  readonly ticket: WinningTicket;
  /** Layers without a surviving weight, through which no signal passes. */
  readonly emptiedLayers: readonly string[];
  /** The state of the search, with which a later call can continue it. */
  readonly progress: Progress;
}

/** The plan of a search. */
export interface SearchPlan {
  /** For each round, the number of weights to keep: by layer, or with key null for all layers together. */
  readonly levels: KeptCounts[];
  /** The rewind point of each round, and the iterations that it trains. */
  readonly rewind: RewindPlan;
}

/** Runs the remaining rounds of a search. At the end, the model is the ticket of the last round. */
export async function* search<Result>(
  begin: Progress,
  { levels, rewind: plan }: SearchPlan,
  options: ResolvedOptions,
  by: Pick<Training<Result>, 'model' | 'trainer' | 'signal'>,
): AsyncGenerator<Round<Result>, void, void> {
  const { model, trainer, signal } = by;
  const training = { ...by, plan, allowUntrained: options.allowUntrained };
  let progress = begin;
  rewindTo(progress, model, trainer);
  while (progress.round < levels.length) {
    signal?.throwIfAborted();
    rewindTo(progress, model, trainer); // The model may have been trained since the last round.
    const round = progress.round + 1;
    const { rewindPoint: point, ...trained } = await trainRound(progress, training);
    const mask = prune(model, trainer, progress, levels[round - 1], options);
    const sparsityHistory = [...progress.sparsityHistory, mask.sparsity];
    const rewindPoint = plan.reinitializes ? reinitialized(round, point, options) : point;
    progress = { ...progress, round, mask, rewindPoint, sparsityHistory };
    rewindTo(progress, model, trainer);
    yield { round, ...trained, ticket: ticketOf(progress), emptiedLayers: mask.emptiedLayers(), progress };
  }
}

/** Returns the ticket of a search after its last finished round. */
export function ticketOf({ mask, rewindPoint, sparsityHistory, settings }: Progress): WinningTicket {
  const { weights, others } = rewindPoint;
  return new WinningTicket({ mask, weights, others, rewind: settings.rewindStrategy, sparsityHistory });
}

function prune(
  model: PrunableModel,
  derivatives: Trainer,
  { mask, initial }: Progress,
  keep: KeptCounts,
  { criterion, scope, random }: ResolvedOptions,
): Mask {
  const trained = model.prunableWeights();
  return selectLevel(scoresOf({ criterion, trained, initial, mask, scope, derivatives, random }), mask, keep);
}

function reinitialized(round: number, point: Checkpoint, { reinitialize }: ResolvedOptions): Checkpoint {
  const drawn = synchronous('reinitialize', (reinitialize as Reinitialize)(round));
  const weights = arraysFrom('reinitialize: weights', drawn?.weights);
  const others = arraysFrom('reinitialize: other weights', drawn?.others);
  checkSameLayers('reinitialize: weights', point.weights, weights);
  checkSameLayers('reinitialize: other weights', point.others, others);
  for (const [name, values] of [...weights, ...others]) checkFinite(name, values);
  return { weights: copyOf(weights), others: copyOf(others), optimizer: point.optimizer };
}

function rewindTo({ mask, rewindPoint }: Progress, model: PrunableModel, trainer: Trainer): void {
  restore(rewindPoint, model, trainer);
  handMask(mask, model);
  mask.apply(model.prunableWeights());
}
