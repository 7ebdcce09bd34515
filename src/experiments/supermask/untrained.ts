// Supermasks without any training of the masked network: a criterion picks weights by what training did to them, and the
// network they are picked from goes back to before it. Zhou et al. 2019, §5.

import type { Split } from '../../data/index.ts';
import { ValueError } from '../../errors.ts';
import type { Module } from '../../nn/index.ts';
import {
  copyOf,
  type Importance,
  layerwiseLevels,
  Mask,
  scoresOf,
  selectLayerwise,
  type Weights,
} from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import { evaluate, type SupervisedTrainer, type TrainingRecord } from '../../training/index.ts';
import { signedConstants } from './signed-constants.ts';

/** What untrained supermasks are looked for on. */
export interface UntrainedSetup {
  /** Draws a network with new initial weights. */
  readonly makeModel: (random: Random) => Module;
  /** Makes the trainer of that network, whose outcome the criteria look at. */
  readonly makeTrainer: (model: Module) => SupervisedTrainer;
  /** `validation` chooses each criterion's level, `test` is read there only. */
  readonly data: Split;
  /** The criteria, by name. */
  readonly criteria: Readonly<Record<string, Importance>>;
  /** How many levels to try: level k keeps 0.8ᵏ of each layer and 0.9ᵏ of the last, as in the paper; 24 by default. */
  readonly levels?: number;
  /** The one seed. */
  readonly random: Random;
}

/** What the masked network's weights are: θ₀, or the sign of θ₀ times the layer's deviation. */
export type UntrainedWeights = 'initial' | 'signed constant';

/** The training whose outcome the criteria look at. */
export interface TrainedForMasks {
  readonly kind: 'trained';
  readonly training: TrainingRecord;
}

/** One criterion's supermasks over one kind of weights. */
export interface UntrainedSupermask {
  readonly kind: 'untrained';
  readonly criterion: string;
  readonly weights: UntrainedWeights;
  /** Every level, the whole network first. */
  readonly levels: readonly { readonly density: number; readonly validationAccuracy: number }[];
  /** The mask of the level with the best validation accuracy, the denser among equals. */
  readonly mask: Mask;
  /** Its accuracy on the validation set. */
  readonly validationAccuracy: number;
  /** Its accuracy on the test set. */
  readonly testAccuracy: number;
}

/**
 * Trains once, one-shot, then yields the best supermask of each criterion over each kind of weights. Throws a ValueError
 * for no criteria or levels, whatever a criterion throws, and the signal's reason once it aborts.
 */
export async function* runUntrainedSupermasks(
  setup: UntrainedSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<TrainedForMasks | UntrainedSupermask, void, void> {
  const { makeModel, makeTrainer, random, criteria } = setup;
  if (Object.keys(criteria).length === 0) throw new ValueError('criteria', 'must have at least one', 0);
  const model = makeModel(random.fork('initialisation'));
  const initial = copyOf(model.prunableWeights());
  const counts = countsOf(initial, setup.levels ?? 24);
  const trainer = makeTrainer(model);
  const stop = signal ? { signal } : {};
  const training = await trainer.train({ from: 0, to: trainer.iterations, ...stop });
  yield { kind: 'trained', training };

  const trained = copyOf(model.prunableWeights());
  const dense = Mask.dense(initial);
  const network = makeModel(random.fork('initialisation'));
  for (const [criterion, importance] of Object.entries(criteria)) {
    const stream = random.fork(criterion);
    const scores = scoresOf({ importance, trained, initial, mask: dense, random: stream });
    const masks = [dense, ...counts.map((keep) => selectLayerwise(scores, dense, keep))];
    for (const weights of ['initial', 'signed constant'] as const) {
      const values = weights === 'initial' ? initial : signedConstants(initial);
      const levels = [];
      for (const mask of masks) {
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
        const { accuracy } = evaluate(masked(network, values, mask), setup.data.validation);
        levels.push({ density: mask.density, validationAccuracy: accuracy });
      }
      const { validationAccuracy, ...best } = bestOf(masks, levels);
      const testAccuracy = evaluate(masked(network, values, best.mask), setup.data.test).accuracy;
      yield { kind: 'untrained', criterion, weights, levels, ...best, validationAccuracy, testAccuracy };
    }
  }
}

/** Weights to keep in each layer, at each level. */
function countsOf(weights: Weights, levels: number): Map<string, number>[] {
  const names = [...weights.keys()];
  const sizes = [...weights.values()].map(({ length }) => length);
  return layerwiseLevels(sizes, 0.2, 0.1, levels).map(
    (level) => new Map(names.map((name, i) => [name, level[i]])),
  );
}

/** The network with these weights under this mask; what is no prunable weight stays as it was drawn. */
function masked(network: Module, weights: Weights, mask: Mask): Module {
  network.setMask(new Map()); // under a mask, pruned weights would stay 0
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
