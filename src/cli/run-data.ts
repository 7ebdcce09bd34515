import type { Summary } from '../experiments/index.ts';
import type { RunOrigin, SeedEnd } from '../report/index.ts';
import type { RunPlan } from '../runs/plan.ts';
import type { UnitEntry } from '../runs/store.ts';

/** The state and the results of a run so far. */
export interface RunData {
  readonly plan: RunPlan;
  readonly entries: ReadonlyMap<string, UnitEntry>;
  /** The errors of seeds that failed. */
  readonly failures: ReadonlyMap<number, Error>;
  /** Summarizes the known facts. */
  readonly summarize: () => Summary;
  /** Returns how a run of these seeds is made: its options as texts, and the command that repeats it. */
  readonly origin: (seeds: readonly number[]) => RunOrigin;
}

/** The results of a run. */
export interface Results {
  /** The record, which --json prints and the record file contains. */
  readonly record: object;
  /** The text that the terminal shows. */
  readonly words: string;
  /** Contents of pages and plots, by file name. */
  readonly drawings: ReadonlyMap<string, string>;
}

/** A finished unit that has facts. */
export interface KnownUnit {
  readonly id: string;
  readonly facts: object;
  readonly seconds: number;
}

/** Returns the finished units that have facts, in the order of the plan: all of them, or those of one seed. */
export function knownUnits({ plan, entries }: Pick<RunData, 'plan' | 'entries'>, seed?: number): KnownUnit[] {
  const units = plan.units.filter((unit) => seed === undefined || unit.seed === seed);
  return units.flatMap(({ id }) => {
    const { facts = null, seconds = 0 } = entries.get(id) ?? {};
    return facts === null ? [] : [{ id, facts, seconds }];
  });
}

/** Returns the outcome of a seed. Its time is known once all its units have finished. */
export function endOf({ plan, entries, failures }: RunData, seed: number): SeedEnd {
  const own = plan.units.filter((unit) => unit.seed === seed).map(({ id }) => entries.get(id));
  const seconds = own.every((entry) => entry !== undefined)
    ? own.reduce((sum, entry) => sum + entry.seconds, 0)
    : null;
  return { seed, seconds, error: failures.get(seed)?.message ?? null };
}
