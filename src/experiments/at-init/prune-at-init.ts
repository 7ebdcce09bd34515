// Pruning at initialization chooses a mask before any training. Each method consists of a score, a number of rounds, and the
// examples that the score is computed from.
//
//   method      score             rounds   examples
//   snip        |g ⊙ θ|           1        100              Lee et al. 2019
//   grasp       θ ⊙ Hg            1        10 per class     Wang et al. 2020; outputs ÷ 200 before the loss
//   synflow     |θ ⊙ ∂R/∂|θ||     100      none             Tanaka et al. 2020
//   magnitude   |θ|               1        none             controls that a method
//   random      U(0, 1)           1        none             should do better than

import { checkFinite, integer } from '../../check.ts';
import { type Batch, Batches, classBalanced, createDataset, type Dataset } from '../../data/index.ts';
import { ValueError } from '../../errors.ts';
import type { Module } from '../../nn/index.ts';
import { scoresOf } from '../../pruning/criteria/scores.ts';
import { CRITERIA, type Derivatives, type Mask, type Scope } from '../../pruning/index.ts';
import { heldMask } from '../../pruning/model-mask.ts';
import { checkTarget, keptCounts } from '../../pruning/plan-rounds.ts';
import { selectLevel } from '../../pruning/select-survivors.ts';
import type { Random } from '../../random.ts';
import {
  flowGradients,
  GRASP_TEMPERATURE,
  hessianGradients,
  type Loss,
  lossGradients,
} from '../../training/index.ts';

/** A method of pruning at initialization. */
export type AtInitMethod = 'snip' | 'grasp' | 'synflow' | 'magnitude' | 'random';

/** Options of pruning at initialization. The defaults are those of each method's paper. */
export interface AtInitOptions {
  /** Generator of the examples and of random scores. */
  readonly random: Random;
  /** Number of examples that snip uses; 100 by default. */
  readonly examples?: number;
  /** Number of examples of each class that grasp uses; 10 by default, or as many as the smallest class has if that is fewer. */
  readonly examplesPerClass?: number;
  /**
   * Number of rounds n. Each round keeps the same fraction of the weights. The default is 100 for synflow and 1 for the other
   * methods.
   */
  readonly rounds?: number;
  /** Whether all layers compete ('global', the default) or each layer keeps the same fraction. */
  readonly scope?: Scope;
  /** Temperature by which the outputs are divided before the loss; by default 200 for grasp and 1 for snip. */
  readonly temperature?: number;
  /** Mean loss of a batch; cross-entropy by default. */
  readonly loss?: Loss;
}

/** The names of all methods. */
export const AT_INIT_METHODS: readonly AtInitMethod[] = ['snip', 'grasp', 'synflow', 'magnitude', 'random'];

/**
 * Prunes a network at initialization. Returns a mask that keeps exactly round(N · (1 − s)) of N prunable weights, chosen without
 * training. The network is not changed. A layer may lose all its weights; see `Mask.emptiedLayers`. If the network is already
 * pruned, the mask keeps some of its surviving weights.
 *
 * @param method 'snip' (Lee et al. 2019), 'grasp' (Wang et al. 2020), 'synflow' (Tanaka et al. 2020), 'magnitude' or 'random'.
 * @param data the training examples; null for a method that does not use examples.
 * @param sparsity s in (0, 1), the fraction of the weights to prune.
 * @throws {ValueError} if the sparsity is not in (0, 1) or prunes none of the surviving weights, a label is not one of the
 * classes, there are too few examples, or the scores of a layer are all equal.
 * @throws {NonFiniteError} if an input or weight is NaN or infinite, or a score is infinite.
 *
 * @example
 * const data = twoMoons({ examples: 100, random: new Random(1) });
 * const model = mlp([2, 16, 2], { random: new Random(2) }); // 64 weights
 * const mask = pruneAtInit('snip', model, data, 0.75, { random: new Random(3) });
 * mask.remaining; // → 16
 * model.setMask(mask.layers); // training now keeps the pruned weights at 0
 */
export function pruneAtInit(
  method: AtInitMethod,
  model: Module,
  data: Dataset | null,
  sparsity: number,
  options: AtInitOptions,
): Mask {
  if (!AT_INIT_METHODS.includes(method))
    throw new ValueError('method', `must be one of ${AT_INIT_METHODS.join(', ')}`, method);
  const { random, scope = 'global', rounds = method === 'synflow' ? 100 : 1 } = options;
  integer('rounds', rounds, 1);
  const derivatives = derivativesOf(method, model, data, options, () => mask);
  const before = model.state();
  for (const [name, values] of before) checkFinite(name, values);
  const trained = model.prunableWeights();
  let mask = heldMask(model);
  const counts = mask.counts();
  checkTarget('sparsity', sparsity, scope, counts);
  try {
    for (const keep of keptCounts({ targetSparsity: sparsity }, rounds, scope, counts)) {
      mask.apply(trained);
      const weights = { trained, initial: trained, mask, scope };
      const asked = { criterion: CRITERIA[method], ...weights, derivatives, random };
      mask = selectLevel(scoresOf(asked), mask, keep);
    }
  } finally {
    model.load(before);
  }
  return mask;
}

function derivativesOf(
  method: AtInitMethod,
  model: Module,
  data: Dataset | null,
  options: AtInitOptions,
  mask: () => Mask,
): Derivatives {
  if (method === 'synflow') {
    const features = data?.inputs.shape[1] ?? inputsOf(model);
    return { flowGradients: () => flowGradients(model, features) };
  }
  if (method !== 'snip' && method !== 'grasp') return {};
  if (data === null) throw new ValueError('data', `must be given: ${method} needs gradients`, data);
  const { temperature = method === 'grasp' ? GRASP_TEMPERATURE : 1, loss } = options;
  const batch = examplesOf(method, data, options);
  const how = { temperature, ...(loss && { loss }) };
  return {
    gradients: () => lossGradients(model, batch, how),
    hessianGradients: () => hessianGradients(model, batch, { ...how, mask: mask().layers }),
  };
}

function examplesOf(
  method: 'snip' | 'grasp',
  data: Dataset,
  { examples = 100, examplesPerClass, random }: AtInitOptions,
): Batch {
  createDataset(data);
  const stream = random.fork('examples');
  if (method === 'grasp') return classBalanced(data, stream, examplesPerClass);
  integer('examples', examples, 1, data.labels.length);
  return new Batches(data, examples, stream).at(0);
}

/** Returns the number of inputs of the network, which is the number of columns of its first weight matrix. */
function inputsOf(model: Module): number {
  const first = [...model.namedParameters().values()].find(({ shape }) => shape.length === 2);
  if (first === undefined) throw new ValueError('data', 'must be given for a network without a matrix', null);
  return first.shape[1];
}
