// Where controls start. A ticket that was rewound to W_k starts from weights with k iterations of training, and trains from
// position k of the schedule. A control that started from W₀ would differ from it in more than one respect.

import type { Module } from '../../nn/index.ts';
import { capture } from '../../pruning/checkpoint.ts';
import type { Checkpoint, Progress, RewindPlan } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { RunContext } from '../experiment.ts';
import { initialModel, type NetworkSource, type TrialSetup } from '../trial.ts';
import { reinitializedModel } from './random-reinitialization.ts';

/** How the controls of a search are trained. */
export interface ControlPlan {
  /** k: the iteration of a dense training whose weights they start from. */
  readonly at: number;
  /** Position in the schedule at which their training starts. */
  readonly from: number;
  /** Position at which it ends. */
  readonly to: number;
}

/**
 * Returns the plan of the controls. They start where the ticket does. Where the ticket keeps trained weights (`none`, `late`)
 * there is no W_k, and they train from 0 to T.
 */
export const planControls = ({ checkpoint, from, to }: RewindPlan, iterations: number): ControlPlan =>
  checkpoint === null ? { at: 0, from: 0, to: iterations } : { at: checkpoint, from, to };

/** The dense networks after k iterations that controls are made from. */
export interface DenseStarts {
  /** The network that the ticket is part of. */
  readonly own: Checkpoint;
  /** A network with other initial weights. */
  readonly redrawn: Checkpoint;
}

/** The starts at iteration 0, with a new optimizer. `copy` selects the network with other initial weights. */
export const initialStarts = (source: NetworkSource, copy = 1): DenseStarts => ({
  own: untrained(initialModel(source)),
  redrawn: untrained(reinitializedModel(source, copy)),
});

const untrained = (model: Module): Checkpoint => ({
  weights: model.prunableWeights(),
  others: model.otherWeights(),
  optimizer: undefined,
});

/**
 * Returns the starts at iteration k. W_k is known from the search. `copy` selects the network with other initial weights,
 * which is trained to k; null if it is not needed.
 */
export async function startsAt(
  trial: TrialSetup,
  k: number,
  { rewindPoint }: Progress,
  copy: number | null,
  context: RunContext,
): Promise<DenseStarts> {
  const initial = initialStarts(trial, copy ?? 1);
  if (k === 0) return initial;
  if (copy === null) return { ...initial, own: rewindPoint };
  const model = reinitializedModel(trial, copy);
  const trainer = trial.makeTrainer(model, context);
  await trainer.train({ from: 0, to: k, ...context });
  return { own: rewindPoint, redrawn: capture(model, trainer) };
}

/** Trains a masked network as planned, from the optimizer state of its start. */
export function trainControl(
  trial: TrialSetup,
  network: Module,
  { optimizer }: Checkpoint,
  { from, to }: ControlPlan,
  context: RunContext,
): Promise<TrainingRecord> {
  const trainer = trial.makeTrainer(network, context);
  if (optimizer !== undefined) trainer.load(optimizer);
  return trainer.train({ from, to, ...context });
}
