// Makes trials from the options of the command line.

import { whole } from '../experiments/format-numbers.ts';
import type { ExperimentOptions, ScoreOptions, TrialSetup } from '../experiments/index.ts';
import { mlp, type Parameter } from '../nn/index.ts';
import { checkTrainingMemory } from '../nn/memory.ts';
import {
  Adam,
  AdamW,
  constant,
  cosine,
  type LearningRateSchedule,
  linearWarmup,
  type Optimizer,
  SGD,
  step,
} from '../optim/index.ts';
import { Random } from '../random.ts';
import { SupervisedTrainer } from '../training/index.ts';
import { type DataConfig, loadData } from './load-data.ts';
import { iterationAt, libraryOptions, type OptionValues } from './options/index.ts';

/** Options that determine how a network is made and trained. */
export type TrainingConfig = DataConfig &
  Pick<
    OptionValues,
    | 'hidden'
    | 'iterations'
    | 'batch'
    | 'optimizer'
    | 'lr'
    | 'momentum'
    | 'weightDecay'
    | 'schedule'
    | 'warmUp'
    | 'evaluateEvery'
  >;

/**
 * Returns the options that all experiments share, for the seed `config.seed`. The trial of the latest seed is cached.
 */
export function trialOptions(config: TrainingConfig): ExperimentOptions {
  const { data, hidden, iterations, batch, optimizer, seed } = config;
  let latest: { readonly seed: number; readonly trial: TrialSetup } | undefined;
  return {
    seeds: [seed],
    setup: (asked) => {
      if (latest?.seed !== asked) latest = { seed: asked, trial: trialOf(config, asked) };
      return latest.trial;
    },
    isLeNetOnMnist: data === 'mnist' && hidden.join() === '300,100',
    training: `${whole(iterations)} iterations with batches of ${batch}, ${optimizer}`,
  };
}

/** Returns the options of an experiment that trains scores. */
export function scoreOptions(config: TrainingConfig): ScoreOptions {
  const schedule = scheduleOf(config);
  return {
    ...trialOptions(config),
    scores: {
      ...libraryOptions(config).training,
      makeOptimizer: (scores) => makeOptimizer(config, scores),
      ...(schedule && { schedule }),
    },
  };
}

/** Makes the trial of one seed. Only this function makes a generator from a seed. */
function trialOf(config: TrainingConfig, seed: number): TrialSetup {
  const random = new Random(seed);
  const data = loadData(config, random);
  const sizes = [data.train.inputs.shape[1], ...config.hidden, data.train.classes];
  return {
    ...{ random, data },
    makeModel: (stream) => {
      checkTrainingMemory('hidden', sizes, Math.min(config.batch, data.train.labels.length));
      return mlp(sizes, { random: stream });
    },
    makeTrainer: trainerMaker(config, { random, data }),
  };
}

/** Makes trainers with the optimizer and schedule of the options. */
export function trainerMaker(
  config: TrainingConfig,
  { random, data }: Pick<TrialSetup, 'random' | 'data'>,
): TrialSetup['makeTrainer'] {
  const { batchSize, iterations, evaluateEvery = 100 } = libraryOptions(config).training;
  const schedule = scheduleOf(config);
  return (model, { order = random.fork('data order'), onUpdate, onEvaluation } = {}) =>
    new SupervisedTrainer(model, data, {
      optimizer: makeOptimizer(config, model.namedParameters()),
      ...{ batchSize, iterations, evaluateEvery, random: order },
      ...(schedule && { schedule }),
      ...(onUpdate && { onUpdate }),
      ...(onEvaluation && { onEvaluation }),
    });
}

/** Default momentum of `--optimizer momentum`. */
const MOMENTUM = 0.9;

function makeOptimizer(config: TrainingConfig, parameters: ReadonlyMap<string, Parameter>): Optimizer {
  const options = libraryOptions(config).optimizer;
  if (config.optimizer === 'adam') return new Adam(parameters, options);
  if (config.optimizer === 'adamw') return new AdamW(parameters, options);
  return new SGD(parameters, config.optimizer === 'momentum' ? { momentum: MOMENTUM, ...options } : options);
}

/** Returns the learning-rate schedule; undefined if the learning rate does not change. */
function scheduleOf(config: TrainingConfig): LearningRateSchedule | undefined {
  const { schedule, warmUp } = config;
  if (warmUp > 0) return linearWarmup(warmUp, fullRate(config));
  return schedule.kind === 'constant' ? undefined : fullRate(config);
}

/** Returns the schedule without warm-up. */
function fullRate({ schedule, lr, iterations }: TrainingConfig): LearningRateSchedule {
  if (schedule.kind === 'constant') return constant(lr);
  if (schedule.kind === 'cosine') return cosine(lr, iterations);
  return step(
    lr,
    schedule.at.map((point) => iterationAt(point, iterations)),
  );
}
