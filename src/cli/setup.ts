// From options to the experiment they describe.

import type { Parameter } from '../autograd/index.ts';
import { type Dataset, type Split, spirals, splitDataset, twoMoons, xor } from '../data/index.ts';
import { loadMnist } from '../data/mnist-files.ts';
import { TicketError } from '../errors.ts';
import type { ExperimentSetup } from '../lottery/index.ts';
import { mlp } from '../nn/index.ts';
import { Adam, AdamW, type Optimizer, SGD } from '../optim/index.ts';
import { Random } from '../random.ts';
import { SupervisedTrainer, type TrainerOptions } from '../training/index.ts';
import { DataError } from './exit-codes.ts';
import type { FindConfig } from './find-config.ts';
import { rewindStrategy } from './parse.ts';

/** The synthetic sets, drawn anew from the seed: enough examples to train, validate and test on 1,000 each. */
const SYNTHETIC = { 'two-moons': twoMoons, spirals, xor } as const;

/** The data the options name. Throws a DataError for a folder or file that is missing or damaged. */
export function loadData({ data, normalize, seed }: Pick<FindConfig, 'data' | 'normalize' | 'seed'>): Split {
  try {
    if (Object.hasOwn(SYNTHETIC, data))
      return synthetic(SYNTHETIC[data as keyof typeof SYNTHETIC], new Random(seed).fork('data'));
    return loadMnist({ seed, normalize, ...(data !== 'mnist' && { folder: data }) });
  } catch (error) {
    throw error instanceof TicketError ? new DataError(`--data ${data}: ${error.message}`) : error;
  }
}

/** The experiment, with whoever shows progress listening in. */
export function setUp(
  config: FindConfig,
  data: Split,
  listeners: Pick<TrainerOptions, 'onUpdate' | 'onEvaluation'>,
): ExperimentSetup {
  const random = new Random(config.seed);
  const sizes = [data.train.inputs.shape[1], ...config.hidden, data.train.classes];
  return {
    random,
    makeModel: (stream) => mlp(sizes, { random: stream }),
    makeTrainer: (model) =>
      new SupervisedTrainer(model, data, {
        optimizer: makeOptimizer(config, model.namedParameters()),
        batchSize: config.batch,
        iterations: config.iterations,
        evaluateEvery: config.evaluateEvery,
        random: random.fork('data order'),
        ...listeners,
      }),
    search: {
      targetSparsity: config.sparsity,
      pruningRounds: config.rounds,
      rewind: rewindStrategy(config.rewind),
      scope: config.scope,
    },
    controls: config.controls,
  };
}

function makeOptimizer({ optimizer, lr }: FindConfig, parameters: ReadonlyMap<string, Parameter>): Optimizer {
  if (optimizer === 'adam') return new Adam(parameters, { learningRate: lr });
  if (optimizer === 'adamw') return new AdamW(parameters, { learningRate: lr });
  return new SGD(parameters, { learningRate: lr, momentum: optimizer === 'momentum' ? 0.9 : 0 });
}

function synthetic(make: (options: { examples: number; random: Random }) => Dataset, random: Random): Split {
  const { train: rest, validation: test } = splitDataset(
    make({ examples: 3000, random }),
    1000,
    random.fork('test'),
  );
  return { ...splitDataset(rest, 1000, random.fork('validation')), test };
}
