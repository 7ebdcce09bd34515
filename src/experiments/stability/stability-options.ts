import type { Dataset } from '../../data/index.ts';
import { type LotteryTicketOptions, RewindStrategy } from '../../pruning/index.ts';
import type { ExperimentOptions, TrialSetup } from '../trial.ts';

/** Options of the stability experiment. */
export interface StabilityOptions extends ExperimentOptions {
  /** Iterations k from which the data orders of the two copies differ, each in [0, T); 0 is initialization. */
  readonly at: readonly number[];
  /**
   * Options of the search for the tickets, which are rewound to k instead of by `rewindStrategy`; null measures the dense
   * network only.
   */
  readonly search: LotteryTicketOptions | null;
  /**
   * Returns the examples on which errors along a path are measured; by default, the test set. They are not used to select
   * anything.
   */
  readonly examples?: (trial: TrialSetup) => Dataset;
  /** Number of points per path, including both ends; 30 by default. */
  readonly points?: number;
}

/** Returns the examples on which errors are measured. */
export const examplesOf = ({ examples }: StabilityOptions, trial: TrialSetup): Dataset =>
  examples?.(trial) ?? trial.data.test;

/** Returns the search options with rewinding to iteration k. */
export const rewoundTo = (search: LotteryTicketOptions, k: number): LotteryTicketOptions => ({
  ...search,
  rewindStrategy: RewindStrategy.early({ iteration: k }),
});
