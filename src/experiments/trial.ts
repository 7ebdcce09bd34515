// A trial: one seed's repetition of an experiment.

import type { Split } from '../data/index.ts';
import { ValueError } from '../errors.ts';
import type { Module } from '../nn/index.ts';
import type { Random } from '../random.ts';
import type { SupervisedTrainer, TrainerOptions, TrainingRecord } from '../training/index.ts';
import type { RunContext } from './experiment.ts';

/** What a trainer takes beside its network. */
export interface TrainerRequest extends Pick<TrainerOptions, 'onUpdate' | 'onEvaluation'> {
  /** Decides the order of the training data; a stream of the trial's own `random` by default. */
  readonly order?: Random;
}

/** How the networks of one trial are made and trained. Everything random comes from `random`. */
export interface TrialSetup {
  /** Made from the seed. Each use forks a stream of its own, which does not advance it. */
  readonly random: Random;
  readonly data: Split;
  /** Makes a network with new initial weights; all randomness comes from the argument. */
  readonly makeModel: (random: Random) => Module;
  /** Makes a trainer of this network with a new optimizer. */
  readonly makeTrainer: (model: Module, request?: TrainerRequest) => SupervisedTrainer;
}

/** The options that all experiments share. */
export interface ExperimentOptions {
  /** The seeds, each once. */
  readonly seeds: readonly number[];
  /** Makes the trial of a seed. It may be called more than once per seed. */
  readonly setup: (seed: number) => TrialSetup;
  /** Whether the network is LeNet-300-100 and the data MNIST, so that the papers' values can be compared; false by default. */
  readonly isLeNetOnMnist?: boolean;
  /** How networks are trained, for the notes: '3,000 iterations with batches of 60, adam'. */
  readonly training?: string;
}

/** The source of a trial's networks. */
export type NetworkSource = Pick<TrialSetup, 'makeModel' | 'random'>;

/** The network at its initial weights. */
export const initialModel = ({ makeModel, random }: NetworkSource): Module =>
  makeModel(random.fork('initialisation'));

/** The network with other initial weights, which random reinitialization trains. */
export const reinitializedModel = ({ makeModel, random }: NetworkSource): Module =>
  makeModel(random.fork('reinitialisation'));

/** Trains a network from iteration 0 to T. */
export function trainWhole(
  { makeTrainer }: TrialSetup,
  model: Module,
  context: RunContext,
): Promise<TrainingRecord> {
  const trainer = makeTrainer(model, context);
  return trainer.train({ from: 0, to: trainer.iterations, ...context });
}

/** Checks the seeds. @throws {ValueError} if there are none, or one is named twice. */
export function checkSeeds(seeds: readonly number[]): readonly number[] {
  if (seeds.length === 0) throw new ValueError('seeds', 'must name at least one', seeds.length);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) throw new ValueError('seeds', 'must name each once', twice);
  return seeds;
}
