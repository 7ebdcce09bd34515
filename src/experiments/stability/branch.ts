// Trainings that share a beginning: one run to the end leaves checkpoints on its way, and others set out from them.

import type { Module, State } from '../../nn/index.ts';
import { type Checkpoint, capture, type Mask, restore } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import type { SupervisedTrainer, TrainingRecord } from '../../training/index.ts';

/** Makes networks, and trainers that see the data in a given order. */
export interface BranchSetup {
  /** Draws a network with new initial weights: all its randomness comes from its argument. */
  readonly makeModel: (random: Random) => Module;
  /** Makes the trainer of that network; `order` is where the order of its data comes from. */
  readonly makeTrainer: (model: Module, order: Random) => SupervisedTrainer;
  /** The one seed. */
  readonly random: Random;
}

/** A finished training and a copy of the weights and biases it ended with. */
export interface Trained {
  readonly training: TrainingRecord;
  readonly trained: State;
}

/** The two data orders that are compared. */
export type OrderName = 'first order' | 'second order';

/** A new network at the initial weights W₀, with a trainer of one data order. */
export function beginning(
  { makeModel, makeTrainer, random }: BranchSetup,
  order: OrderName,
): { model: Module; trainer: SupervisedTrainer } {
  const model = makeModel(random.fork('initialisation'));
  return { model, trainer: makeTrainer(model, random.fork(order)) };
}

/** Trains the dense network in the first order, and keeps what it was at each iteration of `at`. */
export async function trainTrunk(
  setup: BranchSetup,
  at: readonly number[],
  stop: { readonly signal?: AbortSignal },
): Promise<Trained & { readonly checkpoints: ReadonlyMap<number, Checkpoint> }> {
  const { model, trainer } = beginning(setup, 'first order');
  const checkpoints = new Map<number, Checkpoint>();
  const keep = (clock: number): void => {
    if (at.includes(clock)) checkpoints.set(clock, capture(model, trainer));
  };
  keep(0);
  const training = await trainer.train({ from: 0, to: trainer.iterations, afterUpdate: keep, ...stop });
  return { training, trained: model.state(), checkpoints };
}

/** Trains from a checkpoint at iteration `from` to the end, under a mask, in one data order. */
export async function trainBranch(
  setup: BranchSetup,
  order: OrderName,
  { checkpoint, from, mask }: { checkpoint: Checkpoint; from: number; mask: Mask },
  stop: { readonly signal?: AbortSignal },
): Promise<Trained> {
  const { model, trainer } = beginning(setup, order);
  restore(checkpoint, model, trainer);
  model.setMask(mask.layers);
  const training = await trainer.train({ from, to: trainer.iterations, ...stop });
  return { training, trained: model.state() };
}
