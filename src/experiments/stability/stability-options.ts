import type { Dataset } from '../../data/index.ts';
import { type LotteryTicketOptions, RewindStrategy } from '../../pruning/index.ts';
import type { ExperimentOptions, TrialSetup } from '../trial.ts';

/** What stability is measured on. */
export interface StabilityOptions extends ExperimentOptions {
  /** The iterations k at which the two copies part, each in [0, T): 0 is at initialization. */
  readonly at: readonly number[];
  /** How to search for the tickets, each rewound to its k whatever `rewind` says; null measures the dense network only. */
  readonly search: LotteryTicketOptions | null;
  /** The examples that the error along a path is measured on; the test set by default. It chooses nothing. */
  readonly examples?: (trial: TrialSetup) => Dataset;
  /** Points of each path, both ends included; 30 by default. */
  readonly points?: number;
}

/** The examples that errors are measured on. */
export const examplesOf = ({ examples }: StabilityOptions, trial: TrialSetup): Dataset =>
  examples?.(trial) ?? trial.data.test;

/** The search, rewinding to iteration k. */
export const rewoundTo = (search: LotteryTicketOptions, k: number): LotteryTicketOptions => ({
  ...search,
  rewind: RewindStrategy.early({ iteration: k }),
});
