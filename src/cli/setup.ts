// From options to the experiment they describe.

import type { Parameter } from '../autograd/index.ts';
import { type Dataset, type Split, spirals, splitDataset, twoMoons, xor } from '../data/index.ts';
import { loadMnist } from '../data/mnist-files.ts';
import { TicketError } from '../errors.ts';
import type { ExperimentSetup } from '../experiments/index.ts';
import { type Module, mlp } from '../nn/index.ts';
import { Adam, AdamW, type Optimizer, SGD } from '../optim/index.ts';
import { CRITERIA } from '../pruning/index.ts';
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

/** What decides how a network is made and trained. */
export type TrainingConfig = Pick<
  FindConfig,
  'hidden' | 'iterations' | 'batch' | 'lr' | 'optimizer' | 'evaluateEvery' | 'seed'
> & {
  /** λ, 0 without it. */
  readonly decay?: number;
};

/** Who shows progress; and what a training does that its options do not say. */
export type TrainingExtras = Pick<TrainerOptions, 'onUpdate' | 'onEvaluation' | 'schedule'>;

/** How a network is made and trained, from the options' one seed. */
export function setUpTraining(
  config: TrainingConfig,
  data: Split,
  extras: TrainingExtras,
): Pick<ExperimentSetup, 'random' | 'makeModel'> & {
  readonly makeTrainer: (model: Module, order?: Random) => SupervisedTrainer;
} {
  const random = new Random(config.seed);
  const sizes = [data.train.inputs.shape[1], ...config.hidden, data.train.classes];
  return {
    random,
    makeModel: (stream) => mlp(sizes, { random: stream }),
    makeTrainer: (model, order = random.fork('data order')) =>
      new SupervisedTrainer(model, data, {
        optimizer: makeOptimizer(config, model.namedParameters()),
        batchSize: config.batch,
        iterations: config.iterations,
        evaluateEvery: config.evaluateEvery,
        random: order,
        ...extras,
      }),
  };
}

/** The experiment, with whoever shows progress listening in. */
export function setUp(config: FindConfig, data: Split, listeners: TrainingExtras): ExperimentSetup {
  return {
    ...setUpTraining(config, data, listeners),
    search: {
      targetSparsity: config.sparsity,
      pruningRounds: config.rounds,
      rewind: rewindStrategy(config.rewind),
      scope: config.scope,
      importance: CRITERIA[config.criterion],
    },
    controls: config.controls,
  };
}

/** The optimizer the options name. */
export function makeOptimizer(
  { optimizer, lr, decay }: Pick<TrainingConfig, 'optimizer' | 'lr' | 'decay'>,
  parameters: ReadonlyMap<string, Parameter>,
): Optimizer {
  const options = { learningRate: lr, ...(decay !== undefined && { weightDecay: decay }) };
  if (optimizer === 'adam') return new Adam(parameters, options);
  if (optimizer === 'adamw') return new AdamW(parameters, options);
  return new SGD(parameters, { ...options, momentum: optimizer === 'momentum' ? 0.9 : 0 });
}

function synthetic(make: (options: { examples: number; random: Random }) => Dataset, random: Random): Split {
  const { train: rest, validation: test } = splitDataset(
    make({ examples: 3000, random }),
    1000,
    random.fork('test'),
  );
  return { ...splitDataset(rest, 1000, random.fork('validation')), test };
}
