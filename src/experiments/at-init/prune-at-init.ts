// Pruning at initialisation: a mask before any training. Each method is a score, a number of rounds, and what of the data
// it looks at.
//
//   method      score             rounds   data
//   snip        |g ⊙ θ|           1        one batch       Lee et al. 2019
//   grasp       θ ⊙ Hg            1        one batch       Wang et al. 2020; outputs ÷ 200 before the loss
//   synflow     |θ ⊙ ∂R/∂|θ||     100      none            Tanaka et al. 2020
//   magnitude   |θ|               1        none            the controls that a method
//   random      U(0, 1)           1        none            should do better than

import { between, checkFinite, wholeNumber } from '../../check.ts';
import { Batches, type Dataset } from '../../data/index.ts';
import { ValueError } from '../../errors.ts';
import type { Module } from '../../nn/index.ts';
import {
  CRITERIA,
  type Derivatives,
  Mask,
  remainingCount,
  type Scope,
  scoresOf,
} from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import { flowGradients, hessianGradients, type Loss, lossGradients } from '../../training/index.ts';
import { keepBest } from '../masks/keep-best.ts';

/** A method of pruning at initialisation. */
export type AtInitMethod = 'snip' | 'grasp' | 'synflow' | 'magnitude' | 'random';

/** How to prune at initialisation; what is left out is as in each method's paper. */
export interface AtInitOptions {
  /** Draws the examples, and random scores. */
  readonly random: Random;
  /** Examples in the one batch; 100 by default, as in SNIP. */
  readonly examples?: number;
  /** n: the sparsity is reached in n rounds that each keep the same fraction. 100 for synflow, 1 for the others. */
  readonly rounds?: number;
  /** Whether all layers compete ('global', the default) or each keeps the same share. */
  readonly scope?: Scope;
  /** What outputs are divided by before the loss; 200 for grasp, 1 for snip. */
  readonly temperature?: number;
  /** Mean loss of a batch; cross-entropy by default. */
  readonly loss?: Loss;
}

/** The methods by name. */
export const AT_INIT_METHODS: readonly AtInitMethod[] = ['snip', 'grasp', 'synflow', 'magnitude', 'random'];

/**
 * The mask of exactly round(N · (1 − s)) of N prunable weights, chosen without training; the network is left as it was.
 * A layer may lose all its weights: see `Mask.emptiedLayers`. Throws a ValueError for a sparsity outside (0, 1), too
 * few examples, or a method that needs data without any (`null`); a NonFiniteError for a NaN or infinite weight.
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
  between('sparsity', sparsity, 0, 1);
  const { random, scope = 'global', rounds = method === 'synflow' ? 100 : 1 } = options;
  wholeNumber('rounds', rounds, 1);
  const derivatives = derivativesOf(method, model, data, options, () => mask);
  const before = model.state();
  for (const [name, values] of before) checkFinite(name, values);
  const trained = model.prunableWeights();
  let mask = Mask.dense(trained);
  try {
    for (let round = 1; round <= rounds; round++) {
      mask.apply(trained);
      const asked = { importance: CRITERIA[method], trained, initial: trained, mask, derivatives, random };
      mask = keepBest(scoresOf(asked), mask, scope, (total) =>
        remainingCount(total, sparsity, rounds, round),
      );
    }
  } finally {
    model.load(before);
  }
  if (mask.remaining === mask.total)
    throw new ValueError('sparsity', `must prune at least one of ${mask.total} weights`, sparsity);
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
  const { examples = 100, temperature = method === 'grasp' ? 200 : 1, loss, random } = options;
  const batch = new Batches(data, examples, random.fork('examples')).at(0);
  const how = { temperature, ...(loss && { loss }) };
  return {
    gradients: () => lossGradients(model, batch, how),
    hessianGradients: () => hessianGradients(model, batch, { ...how, mask: mask().layers }),
  };
}

/** The width of an input: the columns of the first weight. */
function inputsOf(model: Module): number {
  const first = [...model.namedParameters().values()].find(({ shape }) => shape.length === 2);
  if (first === undefined) throw new ValueError('data', 'must be given for a network without a matrix', null);
  return first.shape[1];
}
