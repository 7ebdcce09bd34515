import type { LearnedSupermaskOptions } from './learned.ts';
import type { UntrainedOptions } from './untrained.ts';

/** Options of supermasks. */
export interface SupermaskExperimentOptions extends LearnedSupermaskOptions {
  /** Also evaluates masks that criteria choose. */
  readonly untrained?: UntrainedOptions;
}
