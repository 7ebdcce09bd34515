import { formatCase } from './format-value.ts';
import type { LawText } from './law.ts';

/** How one law fared. */
export interface LawOutcome {
  /** The law. */
  readonly law: LawText;
  /** Whether no case broke it. */
  readonly ok: boolean;
  /** Cases tried, the failing one included. */
  readonly runs: number;
  /** Cases in which there was something to check: 0 where the implementation has not got what the law speaks of. */
  readonly checked: number;
  /** What broke it. */
  readonly failure?: LawFailure;
}

/** What broke a law, shrunk as far as it goes. */
export interface LawFailure {
  /** The values. */
  readonly values: readonly unknown[];
  /** What the predicate, or the implementation, said. */
  readonly message: string;
  /** Smaller cases found on the way to this one. */
  readonly shrinks: number;
  /** Leads back to it, with the seed. */
  readonly path: string;
}

/**
 * The result of checking an implementation against a set of laws.
 *
 * @example
 * const report = await checkLaws(scheduleLaws, ours.schedule, { seed: 1, runs: 10 });
 * report.ok; // → true
 * report.text.split('\n')[1]; // → '  ✓ n rounds at the round rate reach the target sparsity (10 cases)'
 */
export class LawReport {
  /** The set's name. */
  readonly set: string;
  /** What the cases were drawn from. */
  readonly seed: number;
  /** Each law, in the set's order. */
  readonly outcomes: readonly LawOutcome[];

  /** A report of outcomes, all drawn from one seed. */
  constructor(set: string, seed: number, outcomes: readonly LawOutcome[]) {
    this.set = set;
    this.seed = seed;
    this.outcomes = outcomes;
  }

  /** Whether no law was broken, and some were checked. */
  get ok(): boolean {
    return this.outcomes.every(({ ok }) => ok) && this.outcomes.some(({ checked }) => checked > 0);
  }

  /** The report for a person: a line for each law, and below a broken one its counterexample and how to replay it. */
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

  /** The same as `text`. */
  toString(): string {
    return this.text;
  }
}

function line({ law, ok, runs, checked }: LawOutcome): string {
  if (!ok) return `  ✗ ${law.name}`;
  return checked > 0 ? `  ✓ ${law.name} (${runs} cases)` : `  – ${law.name} (nothing to check)`;
}

/** The lines below a broken law. */
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
