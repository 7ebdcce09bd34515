import type { Summary } from '../experiments/index.ts';
import type { RunOrigin, SeedEnd } from '../report/index.ts';
import type { RunPlan } from '../runs/plan.ts';
import type { UnitEntry } from '../runs/store.ts';

/** What is known of a run. */
export interface RunData {
  readonly plan: RunPlan;
  readonly entries: ReadonlyMap<string, UnitEntry>;
  /** The errors of seeds that failed. */
  readonly failures: ReadonlyMap<number, Error>;
  /** Summarizes the facts that are known. */
  readonly summarize: () => Summary;
  /** How a run of these seeds is made: its options as texts, and the command that repeats it. */
  readonly origin: (seeds: readonly number[]) => RunOrigin;
}

/** The results of a run. */
export interface Results {
  /** What --json prints, and the file of the record contains. */
  readonly record: object;
  /** What the terminal shows. */
  readonly words: string;
  /** Pages and pictures, by the names of their files. */
  readonly drawings: ReadonlyMap<string, string>;
}

/** A finished unit that has facts. */
export interface KnownUnit {
  readonly id: string;
  readonly facts: object;
  readonly seconds: number;
}

/** Returns the finished units that have facts in the order of the plan, all of them or those of one seed. */
export function knownUnits({ plan, entries }: Pick<RunData, 'plan' | 'entries'>, seed?: number): KnownUnit[] {
  const units = plan.units.filter((unit) => seed === undefined || unit.seed === seed);
  return units.flatMap(({ id }) => {
    const { facts = null, seconds = 0 } = entries.get(id) ?? {};
    return facts === null ? [] : [{ id, facts, seconds }];
  });
}

/** Returns how a seed has ended. Its time is known once all its units have finished. */
export function endOf({ plan, entries, failures }: RunData, seed: number): SeedEnd {
  const own = plan.units.filter((unit) => unit.seed === seed).map(({ id }) => entries.get(id));
  const seconds = own.every((entry) => entry !== undefined)
    ? own.reduce((sum, entry) => sum + entry.seconds, 0)
    : null;
  return { seed, seconds, error: failures.get(seed)?.message ?? null };
}
