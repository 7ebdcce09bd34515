// Trainings that share their first iterations: one training from 0 to T saves checkpoints, and others continue from them.

import type { Module, State } from '../../nn/index.ts';
import { capture, restore } from '../../pruning/checkpoint.ts';
import type { Checkpoint, Mask } from '../../pruning/index.ts';
import type { SupervisedTrainer, TrainingRecord } from '../../training/index.ts';
import type { RunContext } from '../experiment.ts';
import { initialModel, type TrialSetup } from '../trial.ts';

/** A finished training with a copy of its final weights and biases. */
export interface Trained {
  readonly training: TrainingRecord;
  readonly trained: State;
}

/** The dense network, trained in the first data order. */
export interface Trunk extends Trained {
  readonly kind: 'trunk';
  /** The state at each requested iteration. */
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
}

/** The two data orders that are compared. */
export type OrderName = 'first order' | 'second order';

/** Returns the trial with one of the two data orders as its default. */
export const inOrder = (trial: TrialSetup, order: OrderName): TrialSetup => ({
  ...trial,
  makeTrainer: (model, request) => trial.makeTrainer(model, { order: trial.random.fork(order), ...request }),
});

/** Makes a network with its initial weights W₀, and a trainer that uses one data order. */
function beginning(
  trial: TrialSetup,
  order: OrderName,
  context: RunContext,
): { model: Module; trainer: SupervisedTrainer } {
  const model = initialModel(trial);
  return { model, trainer: inOrder(trial, order).makeTrainer(model, context) };
}

/** Trains the dense network in the first data order, and saves its state at each of the iterations `at`. */
export async function trainTrunk(
  trial: TrialSetup,
  at: readonly number[],
  context: RunContext = {},
): Promise<Trunk> {
  const { model, trainer } = beginning(trial, 'first order', context);
  const checkpoints = new Map<number, Checkpoint>();
  const afterUpdate = (iteration: number): void => {
    if (at.includes(iteration)) checkpoints.set(iteration, capture(model, trainer));
  };
  afterUpdate(0);
  const training = await trainer.train({ from: 0, to: trainer.iterations, afterUpdate, ...context });
  return { kind: 'trunk', training, trained: model.state(), checkpoints };
}

/** Trains under a mask in one data order, from a checkpoint at iteration `from` to T. */
export async function trainBranch(
  trial: TrialSetup,
  order: OrderName,
  { checkpoint, from, mask }: { checkpoint: Checkpoint; from: number; mask: Mask },
  context: RunContext = {},
): Promise<Trained> {
  const { model, trainer } = beginning(trial, order, context);
  restore(checkpoint, model, trainer);
  model.setMask(mask.layers);
  const training = await trainer.train({ from, to: trainer.iterations, ...context });
  return { training, trained: model.state() };
}
