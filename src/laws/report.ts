import { formatCase } from './format-value.ts';
import type { LawText } from './law.ts';

/** The result of checking one law. */
export interface LawOutcome {
  /** The law that was checked. */
  readonly law: LawText;
  /** Whether no case broke the law. */
  readonly ok: boolean;
  /** Number of cases that were tried, including the failing one. */
  readonly runs: number;
  /** Number of cases with something to check. It is 0 if the implementation does not provide what the law is about. */
  readonly checked: number;
  /** The counterexample, if the law is broken. */
  readonly failure?: LawFailure;
}

/** A counterexample to a law, after shrinking. */
export interface LawFailure {
  /** The generated values of the counterexample. */
  readonly values: readonly unknown[];
  /** The error message of the predicate or of the implementation. */
  readonly message: string;
  /** Number of shrinking steps that led to this counterexample. */
  readonly shrinks: number;
  /** Path of the counterexample. Together with the seed, it reproduces the counterexample. */
  readonly path: string;
}

/**
 * The result of checking an implementation against a set of laws.
 *
 * @example
 * const report = await checkLaws(scheduleLaws, ours.schedule, { seed: 1, runs: 10 });
 * report.ok; // → true
 * report.text.split('\n')[1]; // → '  ✓ n rounds with the round rate reach the target sparsity (10 cases)'
 */
export class LawReport {
  /** Name of the set of laws. */
  readonly set: string;
  /** Seed from which the cases were generated. */
  readonly seed: number;
  /** The result of each law, in the order of the set. */
  readonly outcomes: readonly LawOutcome[];

  /** Makes a report of results that were generated from one seed. */
  constructor(set: string, seed: number, outcomes: readonly LawOutcome[]) {
    this.set = set;
    this.seed = seed;
    this.outcomes = outcomes;
  }

  /** Whether no law was broken and at least one was checked. */
  get ok(): boolean {
    return this.outcomes.every(({ ok }) => ok) && this.outcomes.some(({ checked }) => checked > 0);
  }

  /** The report as text: one line per law, and for a broken law its counterexample and how to replay it. */
  get text(): string {
    const kept = this.outcomes.filter(({ ok, checked }) => ok && checked > 0).length;
    const idle = this.outcomes.filter(({ checked }) => checked === 0).length;
    const without = idle === 0 ? '' : `, ${idle} with nothing to check`;
    const head = `${this.set}: ${kept} of ${this.outcomes.length} laws kept${without}, seed ${this.seed}`;
    return [
      head,
      ...this.outcomes.flatMap((outcome) => [line(outcome), ...details(outcome, this.seed)]),
    ].join('\n');
  }

  /** Returns `text`. */
  toString(): string {
    return this.text;
  }
}

function line({ law, ok, runs, checked }: LawOutcome): string {
  if (!ok) return `  ✗ ${law.name}`;
  return checked > 0 ? `  ✓ ${law.name} (${runs} cases)` : `  – ${law.name} (nothing to check)`;
}

/** Returns the lines of the report that follow a broken law. */
export function details({ law, failure, runs }: LawOutcome, seed: number): string[] {
  if (failure === undefined) return [];
  const replay = `{ laws: [${JSON.stringify(law.name)}], seed: ${seed}, path: ${JSON.stringify(failure.path)} }`;
  return [
    `      ${law.formula}`,
    `      broken by case ${runs}, made smaller ${failure.shrinks} times:`,
    ...formatCase(failure.values).map((text) => `        ${text}`),
    `      ${failure.message}`,
    `      replay with ${replay}`,
  ];
}
