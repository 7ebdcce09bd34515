import type { Module, State } from '../../nn/index.ts';
import type { Mask } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { RunContext } from '../experiment.ts';
import {
  initialModel,
  type NetworkSource,
  reinitializedModel,
  type TrialSetup,
  trainWhole,
} from '../trial.ts';
import { type Action, actionNamed, actOnSurvivors } from './actions.ts';
import { type ControlName, shuffleMask } from './controls.ts';
import { freezePruned } from './freeze.ts';

/** A trained control. */
export interface Control {
  readonly kind: 'control';
  readonly name: ControlName;
  /** The mask it was trained under. */
  readonly mask: Mask;
  readonly training: TrainingRecord;
  /** A copy of every weight and bias at the end of the training. Pruned weights are 0. */
  readonly trained: State;
}

/** Trains the control of a ticket with this mask. */
export async function runControl(
  trial: TrialSetup,
  name: ControlName,
  ticket: Mask,
  context: RunContext,
): Promise<Control> {
  const { network, mask } = controlNetwork(trial, name, ticket);
  const training = await trainWhole(trial, network, context);
  return { kind: 'control', name, mask, training, trained: network.state() };
}

/**
 * Makes the network of a control, untrained and masked.
 *
 * @throws {ValueError} if there is no control with this name.
 */
export function controlNetwork(
  source: NetworkSource,
  name: ControlName,
  mask: Mask,
): { readonly network: Module; readonly mask: Mask } {
  if (name === 'reinit') return masked(reinitializedModel(source), mask);
  if (name === 'shuffle')
    return masked(initialModel(source), shuffleMask(mask, source.random.fork('shuffled mask')));
  return masked(networkAfter(source, actionNamed(name), mask), mask);
}

/** Makes the network after an action on its initial weights: survivors are changed, and pruned weights are 0 or frozen. */
export function networkAfter(source: NetworkSource, { survivors, sign, pruned }: Action, mask: Mask): Module {
  const initial = initialModel(source).prunableWeights();
  const redrawn = reinitializedModel(source).prunableWeights();
  const random = source.random.fork(`${survivors}, ${sign} sign`);
  const start = actOnSurvivors({ survivors, sign }, { mask, initial, redrawn, random });
  const network = initialModel(source);
  for (const [name, values] of network.prunableWeights()) values.set(start.get(name) as Float32Array);
  return pruned === 'freeze' ? freezePruned(network, mask, initial) : network;
}

function masked(network: Module, mask: Mask): { readonly network: Module; readonly mask: Mask } {
  network.setMask(mask.layers);
  return { network, mask };
}
