import { type Split, splitDataset, twoMoons } from '../../src/data/index.ts';
import { mlp, type Sequential } from '../../src/nn/index.ts';
import { Adam, AdamW, type Optimizer, SGD } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { SupervisedTrainer, type TrainerOptions } from '../../src/training/index.ts';

/** Two moons: 60 examples to train, 20 to validate, 20 to test. */
export function moons(seed = 1): Split {
  const random = new Random(seed);
  const part = (name: string, examples: number) => twoMoons({ examples, random: random.fork(name) });
  const { train, validation } = splitDataset(part('rest', 80), 20, random.fork('validation'));
  return { train, validation, test: part('test', 20) };
}

/** A network of 2 · 6 + 6 · 2 = 24 prunable weights and 8 biases. */
export const network = (seed = 1): Sequential => mlp([2, 6, 2], { random: new Random(seed) });

/** Every kind of optimizer, with all that could move a pruned weight. */
export const OPTIMIZERS: Readonly<Record<string, (model: Sequential) => Optimizer>> = {
  sgd: (model) => new SGD(model.namedParameters(), { learningRate: 0.1 }),
  'sgd, decay': (model) => new SGD(model.namedParameters(), { learningRate: 0.1, weightDecay: 0.1 }),
  momentum: (model) =>
    new SGD(model.namedParameters(), { learningRate: 0.1, momentum: 0.9, weightDecay: 0.1 }),
  nesterov: (model) =>
    new SGD(model.namedParameters(), {
      learningRate: 0.1,
      momentum: 0.9,
      nesterov: true,
      weightDecay: 0.1,
    }),
  adam: (model) => new Adam(model.namedParameters(), { learningRate: 0.05, weightDecay: 0.1 }),
  adamw: (model) => new AdamW(model.namedParameters(), { learningRate: 0.05, weightDecay: 0.1 }),
};

/** A trainer of 20 iterations of 8 examples, evaluated every 5. */
export function trainerOf(
  model: Sequential,
  options: Partial<TrainerOptions> = {},
  data: Split = moons(),
): SupervisedTrainer {
  return new SupervisedTrainer(model, data, {
    optimizer: OPTIMIZERS.momentum(model),
    batchSize: 8,
    iterations: 20,
    evaluateEvery: 5,
    random: new Random(3).fork('data order'),
    ...options,
  });
}

/** The bits of every parameter. */
export const bits = (state: ReadonlyMap<string, Float32Array>): Record<string, number[]> =>
  Object.fromEntries([...state].map(([name, values]) => [name, [...new Uint32Array(values.slice().buffer)]]));
