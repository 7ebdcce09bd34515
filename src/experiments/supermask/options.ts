import type { LearnedSupermaskOptions } from './learned.ts';
import type { UntrainedOptions } from './untrained.ts';

/** Options of supermasks. */
export interface SupermaskExperimentOptions extends LearnedSupermaskOptions {
  /** If given, masks chosen by criteria are evaluated as well. */
  readonly untrained?: UntrainedOptions;
}
