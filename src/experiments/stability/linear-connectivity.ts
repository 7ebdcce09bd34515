// Linear connections between two trained networks: two copies of a network, or two successive levels of a search.

import type { State } from '../../nn/index.ts';
import type { Mask } from '../../pruning/index.ts';
import type { Level } from '../imp/level.ts';
import { initialModel, type TrialSetup } from '../trial.ts';
import type { Trained } from './branch.ts';
import { weightDistance } from './distance.ts';
import { errorAlongPath, errorBarrier, type PathPoint, STABLE_BELOW } from './path.ts';
import { examplesOf, type StabilityOptions } from './stability-options.ts';

/** The linear path between two trained networks. */
export interface Connection {
  /** Error and loss at points from the first network to the second. */
  readonly path: readonly PathPoint[];
  /** Error barrier: the largest error on the path minus the mean error of its two ends. */
  readonly barrier: number;
  /** Whether the barrier is below 2 percentage points. */
  readonly isStable: boolean;
}

/** The kind of network whose copies are compared. */
export type Subject = 'dense' | 'ticket' | 'random mask';

/** Two copies of a network that are trained in different data orders from iteration `at` on. */
export interface Stability extends Connection {
  readonly kind: 'stability';
  readonly subject: Subject;
  /** Iteration k from which the data orders differ. */
  readonly at: number;
  /** The mask under which both copies were trained. */
  readonly mask: Mask;
  /** The trainings of both copies. The first copy of the dense network is trained from iteration 0. */
  readonly trainings: readonly [Trained, Trained];
  /** Distance ‖θ − θ′‖₂ between the two copies, over surviving weights. */
  readonly orderDistance: number;
  /**
   * Distance ‖m ⊙ θ_dense − θ‖₂ between the first copy and the dense network trained in the same order; 0 for the dense network.
   */
  readonly pruningDistance: number;
}

/** Two successive levels of one search. */
export interface Successive extends Connection {
  readonly kind: 'successive';
  /** Iteration to which the search rewinds. */
  readonly at: number;
  /** The round of the sparser level. The other level is the one before it. */
  readonly round: number;
  /** The mask of the sparser level. */
  readonly mask: Mask;
  /** Final test accuracies of the denser and of the sparser level. */
  readonly accuracies: readonly [number, number];
}

/** Returns functions that measure the connections between networks of one trial. */
export function connector(trial: TrialSetup, options: StabilityOptions) {
  const workspace = initialModel(trial);
  const examples = examplesOf(options, trial);
  const connect = (a: State, b: State): Connection => {
    const path = errorAlongPath(workspace, a, b, examples, options.points);
    const barrier = errorBarrier(path);
    return { path, barrier, isStable: barrier < STABLE_BELOW };
  };
  return {
    /** Compares two copies of a network. */
    stability(
      { dense, ...pair }: Pick<Stability, 'subject' | 'at' | 'mask'> & { readonly dense: Trained },
      first: Trained,
      second: Trained,
    ): Stability {
      const [one, other] = [first, second].map(({ training, trained }) => ({ training, trained }));
      return {
        kind: 'stability',
        ...pair,
        trainings: [one, other],
        orderDistance: weightDistance(one.trained, other.trained, pair.mask),
        pruningDistance: weightDistance(dense.trained, one.trained, pair.mask),
        ...connect(one.trained, other.trained),
      };
    },
    /** Compares a level with the level before it. */
    successive(denser: Level, { round, mask, training, trained }: Level, at: number): Successive {
      const accuracies = [denser.training.final.testAccuracy, training.final.testAccuracy] as const;
      return { kind: 'successive', at, round, mask, accuracies, ...connect(denser.trained, trained) };
    },
  };
}
