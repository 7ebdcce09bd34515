import type { Module } from '../../nn/index.ts';
import { restore } from '../../pruning/checkpoint.ts';
import type { Mask, Progress } from '../../pruning/index.ts';
import type { RunContext } from '../experiment.ts';
import { guessingAccuracyOf, type TrainedNetwork } from '../imp/trained-network.ts';
import { initialModel, type NetworkSource, type TrialSetup } from '../trial.ts';
import { type Action, actionNamed, actOnSurvivors } from './actions.ts';
import { type ControlName, shuffleMask } from './controls.ts';
import { freezePruned } from './freeze.ts';
import { type ControlPlan, type DenseStarts, initialStarts, startsAt, trainControl } from './start.ts';

/** A trained control. */
export interface Control extends TrainedNetwork {
  readonly kind: 'control';
  /** Name of the control in the plan: 'reinit', 'reinit 2 at round 3', … */
  readonly arm: string;
  readonly name: ControlName;
  /** Number of the round whose ticket the control is compared with. */
  readonly round: number;
  /** Number of the random reinitialization; 1 for every other control. */
  readonly copy: number;
}

/** Trains a control of a ticket. `found` is the result of the search: the ticket's mask, and W_k. */
export async function runControl(
  trial: TrialSetup,
  { arm, name, copy }: Pick<Control, 'arm' | 'name' | 'copy'>,
  found: Progress,
  plan: ControlPlan,
  context: RunContext,
): Promise<Control> {
  const starts = await startsAt(trial, plan.at, found, needsRedrawn(name) ? copy : null, context);
  const { network, mask } = controlNetwork(trial, name, found.mask, starts);
  const start = name === 'reinit' ? starts.redrawn : starts.own;
  const training = await trainControl(trial, network, start, plan, context);
  return {
    ...{ kind: 'control', arm, name, round: found.round, copy },
    ...{ mask, training, trained: network.state() },
    iterationsBefore: plan.at,
    guessingAccuracy: guessingAccuracyOf(trial),
  };
}

/** Returns the number of iterations that a control needs, including those of the network with other initial weights. */
export const controlIterations = (name: ControlName, { at, from, to }: ControlPlan): number =>
  to - from + (needsRedrawn(name) ? at : 0);

/** Returns whether a control uses the weights of a network with other initial weights. */
const needsRedrawn = (name: ControlName): boolean =>
  name === 'reinit' || (name !== 'shuffle' && actionNamed(name).survivors === 'reinitialise');

/**
 * Makes the network of a control. It is masked, as sparse as the ticket, and not yet trained.
 *
 * @param source makes the networks of the trial.
 * @param name 'reinit' (new weights), 'shuffle' (mask permuted within each layer) or the name of an action.
 * @param mask the ticket's mask.
 * @param starts the dense networks from which the weights are taken; by default, networks with initial weights.
 * @throws {ValueError} if there is no control with this name.
 *
 * @example
 * const source = { random: new Random(1), makeModel: (random) => mlp([2, 4, 2], { random }) };
 * const mask = new Mask(new Map([['fc1.weight', [1, 1, 1, 1, 0, 0, 0, 0]], ['fc2.weight', [1, 1, 0, 0, 0, 0, 1, 1]]]));
 * const { network } = controlNetwork(source, 'shuffle', mask);
 * network.getMask().get('fc1.weight').join(' '); // → '1 0 0 1 0 1 1 0'
 */
export function controlNetwork(
  source: NetworkSource,
  name: ControlName,
  mask: Mask,
  starts: DenseStarts = initialStarts(source),
): { readonly network: Module; readonly mask: Mask } {
  if (name !== 'reinit' && name !== 'shuffle')
    return masked(networkAfter(source, actionNamed(name), mask, starts), mask);
  const network = initialModel(source);
  restore(name === 'reinit' ? starts.redrawn : starts.own, network);
  const shuffled = () => shuffleMask(mask, source.random.fork('shuffled mask'));
  return masked(network, name === 'reinit' ? mask : shuffled());
}

/** Makes the network of an action: surviving weights get new initial values, and pruned weights are 0 or frozen. */
function networkAfter(
  source: NetworkSource,
  { survivors, sign, pruned }: Action,
  mask: Mask,
  { own, redrawn }: DenseStarts,
): Module {
  const random = source.random.fork(`${survivors}, ${sign} sign`);
  const input = { mask, initial: own.weights, redrawn: redrawn.weights, random };
  const network = initialModel(source);
  restore({ ...own, weights: actOnSurvivors({ survivors, sign }, input) }, network);
  return pruned === 'freeze' ? freezePruned(network, mask, own.weights) : network;
}

function masked(network: Module, mask: Mask): { readonly network: Module; readonly mask: Mask } {
  network.setMask(mask.layers);
  return { network, mask };
}
