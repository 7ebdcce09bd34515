// A trial: one seed's repetition of an experiment.

import type { Split } from '../data/index.ts';
import { ValueError } from '../errors.ts';
import type { Module } from '../nn/index.ts';
import type { Random } from '../random.ts';
import type { SupervisedTrainer, TrainerOptions, TrainingRecord } from '../training/index.ts';
import type { RunContext } from './experiment.ts';

/** Optional settings of a trial's trainer. */
export interface TrainerRequest extends Pick<TrainerOptions, 'onUpdate' | 'onEvaluation'> {
  /** Generator of the order of the training data; by default, a stream of the trial's `random`. */
  readonly order?: Random;
}

/** Makes and trains the networks of one trial. All randomness comes from `random`. */
export interface TrialSetup {
  /** Generator made from the seed. Each use forks its own stream, which does not advance the generator. */
  readonly random: Random;
  readonly data: Split;
  /** Makes a network with new initial weights; all randomness comes from the argument. */
  readonly makeModel: (random: Random) => Module;
  /** Makes a trainer for a network, with a new optimizer. */
  readonly makeTrainer: (model: Module, request?: TrainerRequest) => SupervisedTrainer;
}

/** The options that all experiments share. */
export interface ExperimentOptions {
  /** The seeds, without duplicates. */
  readonly seeds: readonly number[];
  /** Makes the trial of a seed. It may be called more than once per seed. */
  readonly setup: (seed: number) => TrialSetup;
  /** Whether the network is LeNet-300-100 and the data MNIST, so that the papers' values can be compared; false by default. */
  readonly isLeNetOnMnist?: boolean;
  /** Description of the training for the notes, such as '3,000 iterations with batches of 60, adam'. */
  readonly training?: string;
}

/** The part of a trial that makes its networks. */
export type NetworkSource = Pick<TrialSetup, 'makeModel' | 'random'>;

/** Returns the network with its initial weights. @throws {ValueError} if it is under a mask. */
export const initialModel = ({ makeModel, random }: NetworkSource): Module =>
  dense(makeModel(random.fork('initialisation')));

/** Returns the network, which every experiment masks itself. @throws {ValueError} if it is under a mask already. */
export function dense(model: Module): Module {
  const masked = [...model.getMask().keys()];
  if (masked.length === 0) return model;
  throw new ValueError('makeModel', 'must return a network without a mask', masked);
}

/** Trains a network from iteration 0 to T. */
export function trainWhole(
  { makeTrainer }: TrialSetup,
  model: Module,
  context: RunContext,
): Promise<TrainingRecord> {
  const trainer = makeTrainer(model, context);
  return trainer.train({ from: 0, to: trainer.iterations, ...context });
}

/** Checks the seeds. @throws {ValueError} if there are none or they contain duplicates. */
export function checkSeeds(seeds: readonly number[]): readonly number[] {
  if (seeds.length === 0) throw new ValueError('seeds', 'must contain at least one seed', seeds.length);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) throw new ValueError('seeds', 'must not contain duplicates', twice);
  return seeds;
}
