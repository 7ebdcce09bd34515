// The levels of iterative magnitude pruning (IMP): the dense network, and a ticket after each round. Each is one training.

import type { State } from '../../nn/index.ts';
import { capture } from '../../pruning/checkpoint.ts';
import {
  type Checkpoint,
  type KeptCounts,
  type LotteryTicketOptions,
  Mask,
  type Progress,
  type Round,
} from '../../pruning/index.ts';
import type { RunContext } from '../experiment.ts';
import { initialModel, type TrialSetup } from '../trial.ts';
import { prunerOf } from './search.ts';
import { guessingAccuracyOf, type TrainedNetwork } from './trained-network.ts';

/** The ticket found by training a level. The next level trains it. */
export interface Found extends Omit<Round, 'training' | 'trained'> {
  /** The shape of each weight and bias of the network. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** SHA-256 digest of the ticket. */
  readonly digest: string;
  /** Height and width of the inputs if they are images, otherwise null. */
  readonly image: readonly [height: number, width: number] | null;
}

/** A network trained at one sparsity. Level 0 is the dense network, level k the ticket after round k. */
export interface Level extends TrainedNetwork {
  readonly kind: 'level';
  /** Number of the level, k = 0 … n. */
  readonly round: number;
  /** The ticket found by this training, and the state from which the next level continues; null at the last level. */
  readonly found: Found | null;
}

/** The plan of a level, known before it is trained. */
export interface LevelPlan {
  /** Number of weights that the level keeps. */
  readonly remaining: number;
  /** Fraction of the weights that the level keeps. */
  readonly density: number;
  /** Number of training iterations. */
  readonly iterations: number;
}

/**
 * Plans levels 0 to n of a search without training.
 *
 * @throws {ValueError} if the search options are invalid.
 */
export function planLevels(trial: TrialSetup, search: LotteryTicketOptions): LevelPlan[] {
  const model = initialModel(trial);
  const trainer = trial.makeTrainer(model);
  const { levels, rewind } = prunerOf(trial, search).plan(model, trainer);
  const { total } = Mask.dense(model.prunableWeights());
  const ticket = (keep: KeptCounts): LevelPlan => {
    const remaining = [...keep.values()].reduce((sum, count) => sum + count, 0);
    return { remaining, density: remaining / total, iterations: rewind.to - rewind.from };
  };
  return [{ remaining: total, density: 1, iterations: trainer.iterations }, ...levels.map(ticket)];
}

/** Trains one level. `before` is the state after the previous level, or undefined for level 0. */
export async function runLevel(
  trial: TrialSetup,
  search: LotteryTicketOptions,
  before: Progress | undefined,
  context: RunContext,
): Promise<Level> {
  const model = initialModel(trial);
  const shapes = new Map([...model.namedParameters()].map(([name, { shape }]) => [name, shape]));
  const trainer = trial.makeTrainer(model, context);
  const pruner = prunerOf(trial, search);
  const mask = before?.mask ?? Mask.dense(model.prunableWeights());
  const stop = context.signal ? { signal: context.signal } : {};
  const { from, to, checkpoint } = pruner.plan(model, trainer).rewind;
  const rounds = pruner.rounds(model, trainer, { ...stop, ...(before && { resume: before }) });
  const { value: round } = await rounds.next();
  const level = {
    ...{ kind: 'level' as const, round: before?.round ?? 0, mask },
    iterationsBefore: before === undefined ? 0 : (checkpoint ?? 0),
    guessingAccuracy: guessingAccuracyOf(trial),
  };
  if (round) {
    const { training, trained, ...found } = round;
    const digest = await found.ticket.digest();
    const { image = null } = trial.data.train;
    return { ...level, training, trained: stateOf(trained), found: { ...found, shapes, digest, image } };
  }
  // No round is left: the pruner has rewound the network to the last ticket, which is trained now.
  const training = await trainer.train({ from, to, ...stop });
  return { ...level, training, trained: stateOf(capture(model, trainer)), found: null };
}

const stateOf = ({ weights, others }: Checkpoint): State => new Map([...weights, ...others]);
