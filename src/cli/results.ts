// The results of a run: its record as plain data, the text for the terminal, and the drawings.

import type { PAGE_FILE } from '../runs/drawings.ts';
import { inBothSizes, type Report } from '../report/index.ts';
import { RECORD_FILE, sealDrawing } from '../runs/drawings.ts';
import type { FolderStore } from '../runs/folder-store.ts';
import type { RunPlan } from '../runs/plan.ts';
import type { UnitEntry } from '../runs/store.ts';
import { prepare } from './prepared.ts';
import { summaryResults } from './summary-results.ts';

/** What is known of a run. */
export interface RunData {
  readonly plan: RunPlan;
  readonly entries: ReadonlyMap<string, UnitEntry>;
  /** The errors of seeds that failed. */
  readonly failures: ReadonlyMap<number, Error>;
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

/** Returns the results of a run, finished or not. */
export function resultsOf(run: RunData): Results {
  const prepared = prepare(run.plan);
  const results = prepared.command.results ?? summaryResults;
  return results(run, prepared);
}

/** Writes the record and the drawings of a run into its folder, and returns its results. */
export function drawRun(store: FolderStore, failures: ReadonlyMap<number, Error>): Results {
  const results = resultsOf({ plan: store.plan, entries: store.entries, failures });
  store.write(RECORD_FILE, sealDrawing(results.record));
  for (const [name, text] of results.drawings) store.write(name, sealDrawing(text));
  return results;
}

/** The facts of a run's units, or those of one seed, in the order of the plan. */
export function factsOf({ plan, entries }: Omit<RunData, 'failures'>, seed?: number): Map<string, object> {
  const units = plan.units.filter((unit) => seed === undefined || unit.seed === seed);
  return new Map(units.flatMap(({ id }) => {
    const facts = entries.get(id)?.facts;
    return facts ? [[id, facts] as const] : [];
  }));
}
