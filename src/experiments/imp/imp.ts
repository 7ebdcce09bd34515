// The lottery-ticket experiment: the dense network, a ticket at each level of sparsity, and at the last level the
// controls. Each is a whole training.

import { ValueError } from '../../errors.ts';
import type { Module, State } from '../../nn/index.ts';
import {
  type LotteryTicketOptions,
  Mask,
  type Progress,
  type Round,
  type Trainer,
} from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import type { SupervisedTrainer, TrainingRecord } from '../../training/index.ts';
import { controlNetwork } from '../controls/control-network.ts';
import { type ControlName, checkControl } from '../controls/controls.ts';
import { prunerOf } from './search.ts';

/** What an experiment is run on. */
export interface ExperimentSetup {
  /** Draws a network with new initial weights: all its randomness comes from its argument. */
  readonly makeModel: (random: Random) => Module;
  /** Makes the trainer of that network. */
  readonly makeTrainer: (model: Module) => SupervisedTrainer;
  /** How to search. */
  readonly search: LotteryTicketOptions;
  /** Which controls to train beside the ticket. */
  readonly controls: readonly ControlName[];
  /** The experiment's one seed; initialisation and each control fork their own stream from it. */
  readonly random: Random;
}

/** What training a level led to: the next level's ticket. */
export interface Found extends Omit<Round, 'training'> {
  /** The shape of each weight and bias of the network. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/** A network of one sparsity, trained. Level 0 is the dense network, level k the ticket after round k. */
export interface Level {
  readonly kind: 'level';
  /** k = 0 … n. */
  readonly round: number;
  /** The mask it was trained under. */
  readonly mask: Mask;
  /** How it went. */
  readonly training: TrainingRecord;
  /** A copy of every weight and bias as they were at its end, pruned weights 0. */
  readonly trained: State;
  /** The ticket found by training it, and what a later call needs to go on; null at the last level. */
  readonly found: Found | null;
}

/** A control, trained. */
export interface Control {
  readonly kind: 'control';
  readonly name: ControlName;
  /** The mask it was trained under. */
  readonly mask: Mask;
  /** How it went. */
  readonly training: TrainingRecord;
  /** A copy of every weight and bias as they were at its end, pruned weights 0. */
  readonly trained: State;
}

/** One training to come. */
export interface PlannedTraining {
  /** 'dense', 'round 3', 'reinit', … */
  readonly name: string;
  /** Fraction of the weights it will have. */
  readonly density: number;
  /** How many weights that is. */
  readonly remaining: number;
  /** Updates it will make. */
  readonly updates: number;
}

/** The trainings `runExperiment` would run, in order, worked out without training. Throws what cannot be done. */
export function planExperiment(setup: ExperimentSetup): PlannedTraining[] {
  setup.controls.forEach(checkControl);
  const model = setup.makeModel(setup.random.fork('initialisation'));
  const trainer = setup.makeTrainer(model);
  const { levels, rewind } = prunerOf(setup).plan(model, trainer);
  const { total } = Mask.dense(model.prunableWeights());
  const left = levels.map((keep) => [...keep.values()].reduce((sum, count) => sum + count, 0));
  const planned = (name: string, remaining: number, updates: number): PlannedTraining => ({
    name,
    density: remaining / total,
    remaining,
    updates,
  });
  return [
    planned('dense', total, trainer.iterations),
    ...left.map((remaining, i) => planned(`round ${i + 1}`, remaining, rewind.to - rewind.from)),
    ...setup.controls.map((name) => planned(name, left[left.length - 1], trainer.iterations)),
  ];
}

/**
 * Runs the experiment, one finished training at a time: levels 0 … n, then the controls. With `resume`, levels already
 * trained are not trained again. Ends early by `signal`, by throwing its reason.
 */
export async function* runExperiment(
  setup: ExperimentSetup,
  { signal, resume }: { readonly signal?: AbortSignal; readonly resume?: Progress } = {},
): AsyncGenerator<Level | Control, void, void> {
  setup.controls.forEach(checkControl);
  const model = setup.makeModel(setup.random.fork('initialisation'));
  const shapes = new Map([...model.namedParameters()].map(([name, { shape }]) => [name, shape]));
  const trainer = setup.makeTrainer(model);
  const stop = signal ? { signal } : {};
  let progress = resume;
  let mask = resume?.mask ?? Mask.dense(model.prunableWeights());
  let trained: State = new Map(); // when a round is yielded, the model has already been rewound
  const remembering: Trainer<TrainingRecord> = {
    iterations: trainer.iterations,
    train: async (span) => {
      const training = await trainer.train(span);
      trained = model.state();
      return training;
    },
    saveState: () => trainer.saveState(),
    loadState: (state) => trainer.loadState(state),
    gradients: () => trainer.gradients(),
    hessianGradients: () => trainer.hessianGradients(),
    flowGradients: () => trainer.flowGradients(),
  };
  const pruner = prunerOf(setup);
  for await (const { training, ...found } of pruner.rounds(model, remembering, {
    ...stop,
    ...(resume && { resume }),
  })) {
    yield { kind: 'level', round: found.round - 1, mask, training, trained, found: { ...found, shapes } };
    ({ progress } = found);
    ({ mask } = progress);
  }
  if (progress === undefined) throw new ValueError('search', 'must run at least one round', 0);
  const { from, to } = pruner.plan(model, trainer).rewind;
  const training = await trainer.train({ from, to, ...stop });
  yield { kind: 'level', round: progress.round, mask, training, trained: model.state(), found: null };
  for (const name of setup.controls) {
    const control = controlNetwork(setup, name, mask);
    const trainer = setup.makeTrainer(control.network);
    const training = await trainer.train({ from: 0, to: trainer.iterations, ...stop });
    yield { kind: 'control', name, mask: control.mask, training, trained: control.network.state() };
  }
}
