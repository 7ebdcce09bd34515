import type { PlannedUnit, RunPlan } from './plan.ts';

/** The result of a unit. */
export interface UnitOutcome {
  /** The part of the result that the summary needs; null if it needs nothing. */
  readonly facts: object | null;
  /** The whole result, encoded; null if no other unit needs it. */
  readonly result: Uint8Array | null;
  /** The ticket that was found, as a file for users, and its digest. */
  readonly ticket: { readonly file: Uint8Array; readonly digest: string } | null;
  /** Wall-clock time in seconds. */
  readonly seconds: number;
}

/** A finished unit. */
export interface UnitEntry extends Pick<UnitOutcome, 'facts' | 'seconds'> {
  /** Digest of the ticket that was found; null if none was found. */
  readonly ticket: string | null;
}

/** Stores the plan of a run and the results of its units. */
export interface Store {
  readonly plan: RunPlan;
  /** The finished units by id. */
  readonly entries: ReadonlyMap<string, UnitEntry>;
  /** Returns the encoded result of a finished unit that an unfinished unit needs. */
  result(id: string): Promise<Uint8Array>;
  /** Saves the outcome of a unit. When this returns, a run that is killed can continue from it. */
  keep(unit: PlannedUnit, outcome: UnitOutcome): Promise<void>;
}
