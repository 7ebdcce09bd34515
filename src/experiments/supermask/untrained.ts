// Supermasks without any training of the masked network: a criterion chooses weights by how training changed them, and the
// mask is applied to the network before that training. Zhou et al. 2019, §5.

import { ValueError } from '../../errors.ts';
import type { Module, State } from '../../nn/index.ts';
import { copyOf } from '../../pruning/checkpoint.ts';
import { type Criterion, Mask, selectLayerwise, type Weights } from '../../pruning/index.ts';
import { layerwiseLevels } from '../../pruning/schedule.ts';
import type { Random } from '../../random.ts';
import { evaluate, type TrainingRecord } from '../../training/index.ts';
import type { RunContext } from '../experiment.ts';
import { type ExperimentOptions, initialModel, type TrialSetup } from '../trial.ts';
import { signedConstants } from './signed-constants.ts';

/** The criteria, and the training that they use. */
export interface UntrainedOptions {
  /** Makes the trial of a seed. `validation` chooses each criterion's level; `test` is only used at that level. */
  readonly setup: ExperimentOptions['setup'];
  /** The criteria, by name. */
  readonly criteria: Readonly<Record<string, Criterion>>;
  /** Number of levels to try: level k keeps 0.8ᵏ of each layer and 0.9ᵏ of the last, as in the paper; 24 by default. */
  readonly levels?: number;
}

/** The weights that a mask is applied to: θ₀, or the sign of θ₀ times the layer's standard deviation. */
export type UntrainedWeights = 'initial' | 'signed constant';

/** The training that the criteria use. */
export interface TrainedForMasks {
  readonly kind: 'trained';
  readonly training: TrainingRecord;
  readonly trained: State;
}

/** One criterion's supermask over one kind of weights. */
export interface UntrainedSupermask {
  readonly kind: 'untrained';
  readonly criterion: string;
  readonly weights: UntrainedWeights;
  /** All levels, starting with the whole network. */
  readonly levels: readonly { readonly density: number; readonly validationAccuracy: number }[];
  /** The mask of the level with the best validation accuracy; the densest one in case of ties. */
  readonly mask: Mask;
  /** Accuracy of this mask on the validation set. */
  readonly validationAccuracy: number;
  /** Accuracy of this mask on the test set. */
  readonly testAccuracy: number;
}

/** Number of levels in the paper. */
const LEVELS = 24;

/**
 * Checks the options.
 *
 * @returns the number of iterations of the training.
 * @throws {ValueError} if there are no criteria or no levels.
 */
export function checkUntrained({ setup, criteria, levels = LEVELS }: UntrainedOptions, seed: number): number {
  if (Object.keys(criteria).length === 0)
    throw new ValueError('criteria', 'must contain at least one criterion', 0);
  const trial = setup(seed);
  const model = initialModel(trial);
  countsOf(model.prunableWeights(), levels);
  return trial.makeTrainer(model).iterations;
}

/** Finds the best supermask of one criterion over one kind of weights. `trained` is the trained network. */
export async function untrainedSupermask(
  { criteria, levels: depth = LEVELS }: UntrainedOptions,
  trial: TrialSetup,
  trained: State,
  { criterion, weights }: Pick<UntrainedSupermask, 'criterion' | 'weights'>,
  { signal }: RunContext,
): Promise<UntrainedSupermask> {
  const network = initialModel(trial);
  const initial = copyOf(network.prunableWeights());
  const masks = masksBy(criteria[criterion], initial, trained, depth, trial.random.fork(criterion));
  const values = weights === 'initial' ? initial : signedConstants(initial);
  const levels = [];
  for (const mask of masks) {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const { accuracy } = evaluate(masked(network, values, mask), trial.data.validation);
    levels.push({ density: mask.density, validationAccuracy: accuracy });
  }
  const best = bestOf(masks, levels);
  const testAccuracy = evaluate(masked(network, values, best.mask), trial.data.test).accuracy;
  return { kind: 'untrained', criterion, weights, levels, ...best, testAccuracy };
}

/** Returns the masks of all levels, starting with the dense one. */
function masksBy(
  criterion: Criterion,
  initial: Weights,
  state: State,
  levels: number,
  random: Random,
): Mask[] {
  const trained = new Map([...initial.keys()].map((name) => [name, state.get(name) as Float32Array]));
  const dense = Mask.dense(initial);
  // Unlike `scoresOf`, this accepts equal scores: if training changed no sign in a layer, none of its weights is a candidate.
  const evidence = { trained, initial, mask: dense, scope: 'layerwise' as const, random };
  const scores = new Map([...initial.keys()].map((layer) => [layer, criterion({ ...evidence, layer })]));
  return [dense, ...countsOf(initial, levels).map((keep) => selectLayerwise(scores, dense, keep))];
}

/** Returns the number of weights to keep in each layer, for each level. */
function countsOf(weights: Weights, levels: number): Map<string, number>[] {
  const names = [...weights.keys()];
  const sizes = [...weights.values()].map(({ length }) => length);
  return layerwiseLevels(sizes, 0.2, 0.1, levels).map(
    (level) => new Map(names.map((name, i) => [name, level[i]])),
  );
}

/** Returns the network with these weights under this mask. Biases do not change. */
function masked(network: Module, weights: Weights, mask: Mask): Module {
  network.setMask(new Map()); // The mask is removed first, because pruned weights would stay 0 under it.
  for (const [name, values] of network.prunableWeights()) values.set(weights.get(name) as Float32Array);
  network.setMask(mask.layers);
  return network;
}

function bestOf(
  masks: readonly Mask[],
  levels: UntrainedSupermask['levels'],
): { mask: Mask; validationAccuracy: number } {
  const accuracies = levels.map(({ validationAccuracy }) => validationAccuracy);
  const best = accuracies.reduce((at, accuracy, i) => (accuracy > accuracies[at] ? i : at), 0);
  return { mask: masks[best], validationAccuracy: accuracies[best] };
}
