// The weights from which controls start. A ticket that was rewound to W_k starts from weights with k iterations of training, and
// its training continues at position k of the learning-rate schedule. A control that started from W₀ would differ from the
// ticket in more than one respect.

import type { Module } from '../../nn/index.ts';
import { capture } from '../../pruning/checkpoint.ts';
import type { Checkpoint, Progress, RewindPlan } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { RunContext } from '../experiment.ts';
import { initialModel, type NetworkSource, type TrialSetup } from '../trial.ts';
import { reinitializedModel } from './random-reinitialization.ts';

/** The training of a search's controls. */
export interface ControlPlan {
  /** The iteration k of a dense training whose weights the controls start from. */
  readonly at: number;
  /** Position in the learning-rate schedule at which the training of the controls starts. */
  readonly from: number;
  /** Position in the learning-rate schedule at which the training of the controls ends. */
  readonly to: number;
}

/**
 * Returns the plan of the controls, which start at the same iteration as the ticket. If the ticket keeps its trained weights
 * (`none`, `late`), there is no W_k, and the controls train from 0 to T.
 */
export const planControls = ({ checkpoint, from, to }: RewindPlan, iterations: number): ControlPlan =>
  checkpoint === null ? { at: 0, from: 0, to: iterations } : { at: checkpoint, from, to };

/** The dense networks after k iterations, from which controls are made. */
export interface DenseStarts {
  /** The dense network that contains the ticket. */
  readonly own: Checkpoint;
  /** A dense network with other initial weights. */
  readonly redrawn: Checkpoint;
}

/**
 * Returns the dense networks at iteration 0, with a new optimizer. `copy` selects the network with other initial weights.
 */
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
 * Returns the dense networks at iteration k. W_k is known from the search. `copy` selects the network with other initial
 * weights, which is trained for k iterations; null if it is not needed.
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

/** Trains a masked network according to the plan, starting with the given optimizer state. */
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
