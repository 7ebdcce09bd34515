// Mutants that no test of their room notices, and why they may live.

/** Breaks of one file that live for one reason. */
export interface KnownSurvivors {
  /** Below `src/`. */
  readonly file: string;
  /** Each as what stood there → what stood there instead. */
  readonly changes: readonly string[];
  /** Why. */
  readonly why: string;
}

/** All that are known. */
export const SURVIVORS: readonly KnownSurvivors[] = [];
