// Stability: two copies of a network part at iteration k and see the data in two orders. Do they end in the same valley?
// For the dense network, for the ticket rewound to k, and for a random mask; and between the ticket's successive levels.
// Frankle et al. 2019, §3 (distances); Frankle et al. 2020 (the straight path); Paul et al. 2022 (successive levels).

import { wholeNumber } from '../../check.ts';
import type { Dataset } from '../../data/index.ts';
import { ValueError } from '../../errors.ts';
import type { State } from '../../nn/index.ts';
import { type LotteryTicketOptions, Mask, RewindStrategy } from '../../pruning/index.ts';
import { evaluate } from '../../training/index.ts';
import { shuffleMask } from '../controls/controls.ts';
import {
  type ExperimentSetup,
  type Level,
  type PlannedTraining,
  planExperiment,
  runExperiment,
} from '../imp/imp.ts';
import { type BranchSetup, beginning, type Trained, trainBranch, trainTrunk } from './branch.ts';
import { weightDistance } from './distance.ts';
import { errorAlongPath, errorBarrier, PATH_POINTS, type PathPoint, STABLE_BELOW } from './path.ts';

/** What stability is measured on. */
export interface ConnectivitySetup extends BranchSetup {
  /** The iterations k at which the two copies part, each in [0, T): 0 is at initialisation. */
  readonly at: readonly number[];
  /** How to search for the tickets, each rewound to its k whatever `rewind` says; null examines the dense network only. */
  readonly search: LotteryTicketOptions | null;
  /** Where the error of the path is measured. It chooses nothing, so it may be the test set. */
  readonly examples: Dataset;
  /** Points of each path, both ends included; 30 by default. */
  readonly points?: number;
}

/** The straight path between two trained networks. */
export interface Connection {
  /** Error and loss from the first to the second. */
  readonly path: readonly PathPoint[];
  /** Largest error on the path minus its ends' mean. */
  readonly barrier: number;
  /** Whether the barrier is below 2 percentage points. */
  readonly isStable: boolean;
}

/** What parted at iteration `at`. */
export type Subject = 'dense' | 'ticket' | 'random mask';

/** Two copies that saw two data orders from iteration `at` on. */
export interface Stability extends Connection {
  readonly kind: 'stability';
  readonly subject: Subject;
  /** k. */
  readonly at: number;
  /** The mask both were trained under. */
  readonly mask: Mask;
  /** Their two trainings; the dense network's first is whole, from iteration 0. */
  readonly trainings: readonly [Trained, Trained];
  /** ‖θ − θ′‖₂ of the two, over surviving weights. */
  readonly orderDistance: number;
  /** ‖m ⊙ θ_dense − θ‖₂ of the first and the dense network trained in the same order; 0 for the dense network. */
  readonly pruningDistance: number;
}

/** Two successive levels of one search. */
export interface Successive extends Connection {
  readonly kind: 'successive';
  /** Where the search rewinds to. */
  readonly at: number;
  /** The round of the sparser level; the other is the one before it. */
  readonly round: number;
  /** The sparser level's mask. */
  readonly mask: Mask;
  /** Test accuracies at the end, denser level first. */
  readonly accuracies: readonly [number, number];
}

/** The trainings `runConnectivity` would run, in order, worked out without training. Throws what cannot be done. */
export function planConnectivity(setup: ConnectivitySetup): PlannedTraining[] {
  const { model, trainer } = beginning(setup, 'first order');
  const T = trainer.iterations;
  checkPoints(setup, T);
  const { total } = Mask.dense(model.prunableWeights());
  const dense = { density: 1, remaining: total };
  const { at } = setup;
  return [
    { name: 'dense, first order', ...dense, updates: T },
    ...at.map((k) => ({ name: `dense from ${k}, second order`, ...dense, updates: T - k })),
    ...at.flatMap((k) => {
      if (setup.search === null) return [];
      const planned = planExperiment(searchSetup(setup, setup.search, k));
      const { density, remaining } = planned[planned.length - 1];
      const names = ['ticket, second order', 'random mask, first order', 'random mask, second order'];
      return [...planned, ...names.map((name) => ({ name, density, remaining, updates: T - k }))];
    }),
  ];
}

/**
 * Measures stability, one finding at a time: for each k the dense network; then for each k the search's successive
 * levels, its ticket, and a mask of the same counts in each layer at random. Throws a ValueError for a k outside [0, T)
 * or given twice, no k, or fewer than 2 points, a ShapeError for examples of another width; ends early by `signal`, by throwing its reason.
 */
export async function* runConnectivity(
  setup: ConnectivitySetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<Stability | Successive, void, void> {
  const stop = signal ? { signal } : {};
  planConnectivity(setup); // what cannot be done is refused before any training, and so are examples that do not fit
  const { model: workspace } = beginning(setup, 'first order');
  evaluate(workspace, setup.examples);
  const connect = (a: State, b: State): Connection => {
    const path = errorAlongPath(workspace, a, b, setup.examples, setup.points);
    const barrier = errorBarrier(path);
    return { path, barrier, isStable: barrier < STABLE_BELOW };
  };
  const { checkpoints, ...dense } = await trainTrunk(setup, setup.at, stop);
  const part = async (subject: Subject, at: number, mask: Mask, first?: Trained): Promise<Stability> => {
    const from = { checkpoint: checkpoints.get(at) as never, from: at, mask };
    const one = first ?? (await trainBranch(setup, 'first order', from, stop));
    const other = await trainBranch(setup, 'second order', from, stop);
    return {
      kind: 'stability',
      ...{ subject, at, mask, trainings: [one, other] },
      orderDistance: weightDistance(one.trained, other.trained, mask),
      pruningDistance: weightDistance(dense.trained, one.trained, mask),
      ...connect(one.trained, other.trained),
    };
  };
  const everything = Mask.dense(workspace.prunableWeights());
  for (const at of setup.at) yield await part('dense', at, everything, dense);
  if (setup.search === null) return;
  for (const at of setup.at) {
    let before: Level | undefined;
    for await (const item of runExperiment(searchSetup(setup, setup.search, at), stop)) {
      if (item.kind !== 'level') continue;
      if (before) yield { ...successive(before, item, at), ...connect(before.trained, item.trained) };
      before = item;
    }
    const { mask, training, trained } = before as Level;
    yield await part('ticket', at, mask, { training, trained });
    yield await part('random mask', at, shuffleMask(mask, setup.random.fork('random mask')));
  }
}

const successive = (denser: Level, { round, mask, training }: Level, at: number) => ({
  kind: 'successive' as const,
  ...{ at, round, mask },
  accuracies: [denser.training.final.testAccuracy, training.final.testAccuracy] as const,
});

/** The search in the first data order, rewinding to iteration k. */
function searchSetup(setup: BranchSetup, search: LotteryTicketOptions, k: number): ExperimentSetup {
  return {
    random: setup.random,
    makeModel: setup.makeModel,
    makeTrainer: (model) => setup.makeTrainer(model, setup.random.fork('first order')),
    search: { ...search, rewind: RewindStrategy.early({ iteration: k }) },
    controls: [],
  };
}

function checkPoints({ at, points = PATH_POINTS }: ConnectivitySetup, iterations: number): void {
  wholeNumber('points', points, 2, 2 ** 24);
  if (at.length === 0) throw new ValueError('at', 'must name at least one iteration', at.length);
  at.forEach((k, i) => {
    wholeNumber('at', k, 0, iterations - 1);
    if (at.indexOf(k) !== i) throw new ValueError('at', 'must name an iteration once', k);
  });
}
