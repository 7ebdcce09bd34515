// Checks every file of a run folder, and reports all problems instead of only the first one. Nothing is written.

import { join } from 'node:path';
import { TicketError } from '../errors.ts';
import { filesIn } from './folder.ts';
import type { RunPlan } from './plan.ts';
import { checkReportFile, isReportFile, RECORD_FILE } from './report-files.ts';
import type { UnitEntry } from './store.ts';
import {
  checkResult,
  checkTicket,
  namesOfOtherRuns,
  notOfThisRun,
  PLAN_FILE,
  readFacts,
  readPlan,
  ticketFile,
  unitFile,
} from './unit-files.ts';

/** The result of checking one file. */
export interface FileCheck {
  /** Name of the file in the folder. */
  readonly name: string;
  /** Role of the file: 'plan', 'facts of seed 1/dense', …; null for a file that is not part of the run. */
  readonly role: string | null;
  /** Description of what is wrong with the file; null if nothing is. */
  readonly problem: string | null;
}

/** The files of a run folder, and the data in those that are not damaged. */
export interface FolderCheck {
  readonly plan: RunPlan;
  readonly entries: ReadonlyMap<string, UnitEntry>;
  readonly files: readonly FileCheck[];
}

/**
 * Checks the checksum of every file of a run, and that facts, results and tickets belong to its plan and to each other.
 *
 * @throws {FolderError} if it is not the folder of a run, or was written by an older version.
 * @throws {FormatError} if the plan is damaged, without which nothing else can be checked.
 */
export async function checkFolder(folder: string): Promise<FolderCheck> {
  const plan = readPlan(folder);
  const entries = new Map<string, UnitEntry>();
  const files: FileCheck[] = [{ name: PLAN_FILE, role: 'plan', problem: null }];
  const names = new Set(filesIn(folder));
  const check = async (name: string, role: string, open: (path: string) => unknown) => {
    files.push({ name, role, problem: await problemOf(async () => void (await open(join(folder, name)))) });
    names.delete(name);
  };
  names.delete(PLAN_FILE);
  for (const [place, unit] of plan.units.entries()) {
    const [facts, result] = [unitFile(place, unit, 'json'), unitFile(place, unit, 'safetensors')];
    if (names.has(facts))
      await check(facts, `facts of ${unit.id}`, (path) => entries.set(unit.id, readFacts(path, plan, unit)));
    if (names.has(result))
      await check(result, `result of ${unit.id}`, (path) => checkResult(path, plan, unit));
  }
  for (const seed of plan.seeds) {
    const name = ticketFile(plan, seed);
    const isExpected = plan.units.some(({ id, seed: own }) => own === seed && entries.get(id)?.ticket);
    if (isExpected || names.has(name))
      await check(name, `ticket of seed ${seed}`, (path) => checkTicket(path, plan, seed, entries));
  }
  for (const name of [...names])
    if (isReportFile(name))
      await check(name, name === RECORD_FILE ? 'record' : 'drawing', (path) =>
        checkReportFile(name, path, plan),
      );
  for (const name of namesOfOtherRuns(plan, names))
    await check(name, 'unit of another run', (path) => {
      throw notOfThisRun(path, 'another unit');
    });
  for (const name of names) files.push({ name, role: null, problem: null });
  return { plan, entries, files };
}

async function problemOf(check: () => Promise<void>): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof TicketError) return error.message;
    throw error;
  }
}
