// From options to the experiment they describe.

import { type Dataset, type Split, spirals, splitDataset, twoMoons, xor } from '../data/index.ts';
import { loadMnist } from '../data/mnist-files.ts';
import { shorten, TicketError, ValueError } from '../errors.ts';
import type { ExperimentOptions, ImpOptions, TrialSetup } from '../experiments/index.ts';
import { whole } from '../experiments/text.ts';
import { mlp, type Parameter } from '../nn/index.ts';
import { checkTrainingMemory } from '../nn/memory.ts';
import { Adam, AdamW, type LearningRateSchedule, type Optimizer, SGD } from '../optim/index.ts';
import { CRITERIA, type Progress } from '../pruning/index.ts';
import { Random } from '../random.ts';
import { SupervisedTrainer } from '../training/index.ts';
import { DataError } from './exit-codes.ts';
import type { FindConfig } from './find-config.ts';
import { rewindStrategy } from './parse.ts';

/** The synthetic sets, drawn anew from the seed: enough examples to train, validate and test on 1,000 each. */
const SYNTHETIC = { 'two-moons': twoMoons, spirals, xor } as const;

/**
 * Loads the data that the options name.
 *
 * @throws {DataError} if a folder or file is missing or damaged.
 * @throws {ValueError} if the validation set would have no example, or all of them.
 */
function loadData(config: Pick<FindConfig, 'data' | 'normalize' | 'validationSize'>, random: Random): Split {
  const { data, normalize, validationSize } = config;
  try {
    if (Object.hasOwn(SYNTHETIC, data))
      return synthetic(SYNTHETIC[data as keyof typeof SYNTHETIC], random.fork('data'), validationSize);
    const options = {
      ...(data !== 'mnist' && { folder: data }),
      ...(validationSize !== undefined && { validationSize }),
    };
    return loadMnist({ random, normalize, ...options });
  } catch (error) {
    if (!(error instanceof TicketError)) throw error;
    if (error instanceof ValueError && error.what === 'validation size') throw error;
    throw new DataError(`--data ${shorten(data)}: ${error.message}`);
  }
}

/** What decides how a network is made and trained. */
export type TrainingConfig = Pick<
  FindConfig,
  | 'data'
  | 'normalize'
  | 'validationSize'
  | 'hidden'
  | 'iterations'
  | 'batch'
  | 'lr'
  | 'optimizer'
  | 'evaluateEvery'
  | 'seed'
> & {
  /** Weight decay λ; 0 by default. */
  readonly decay?: number;
};

/** The options that all experiments share, for a run with the options' seed. */
export function trialOptions(config: TrainingConfig, schedule?: LearningRateSchedule): ExperimentOptions {
  const { data, hidden, iterations, batch, optimizer, seed } = config;
  let latest: { readonly seed: number; readonly trial: TrialSetup } | undefined;
  return {
    seeds: [seed],
    setup: (asked) => {
      if (latest?.seed !== asked) latest = { seed: asked, trial: trialOf(config, asked, schedule) };
      return latest.trial;
    },
    isLeNetOnMnist: data === 'mnist' && hidden.join() === '300,100',
    training: `${whole(iterations)} iterations with batches of ${batch}, ${optimizer}`,
  };
}

/** Makes the trial of one seed: the only place where a generator is made from a seed. */
function trialOf(config: TrainingConfig, seed: number, schedule?: LearningRateSchedule): TrialSetup {
  const random = new Random(seed);
  const data = loadData(config, random);
  const sizes = [data.train.inputs.shape[1], ...config.hidden, data.train.classes];
  return {
    ...{ random, data },
    makeModel: (stream) => {
      checkTrainingMemory('hidden', sizes, Math.min(config.batch, data.train.labels.length));
      return mlp(sizes, { random: stream });
    },
    makeTrainer: trainerMaker(config, { random, data }, schedule),
  };
}

/** Makes trainers with the options' optimizer. */
export const trainerMaker =
  (
    config: TrainingConfig,
    { random, data }: Pick<TrialSetup, 'random' | 'data'>,
    schedule?: LearningRateSchedule,
  ): TrialSetup['makeTrainer'] =>
  (model, { order = random.fork('data order'), onUpdate, onEvaluation } = {}) =>
    new SupervisedTrainer(model, data, {
      optimizer: makeOptimizer(config, model.namedParameters()),
      batchSize: config.batch,
      iterations: config.iterations,
      evaluateEvery: config.evaluateEvery,
      random: order,
      ...(schedule && { schedule }),
      ...(onUpdate && { onUpdate }),
      ...(onEvaluation && { onEvaluation }),
    });

/** The options of `find` as an experiment. `progress` is the state of a run that is continued. */
export function findOptions(config: FindConfig, progress: Progress | null): ImpOptions {
  return {
    ...trialOptions(config),
    search: {
      targetSparsity: config.sparsity,
      pruningRounds: config.rounds,
      rewind: rewindStrategy(config.rewind),
      scope: config.scope,
      importance: CRITERIA[config.criterion],
    },
    controls: config.controls,
    ...(progress && { resume: new Map([[config.seed, progress]]) }),
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

function synthetic(
  make: (options: { examples: number; random: Random }) => Dataset,
  random: Random,
  validationSize = 1000,
): Split {
  const { train: rest, validation: test } = splitDataset(
    make({ examples: 3000, random }),
    1000,
    random.fork('test'),
  );
  return { ...splitDataset(rest, validationSize, random.fork('validation')), test };
}
