// The files of a run folder that cannot be drawn again: the plan, the facts and results of units, and tickets. Each contains a
// checksum, and all but the plan contain the digest of their unit, so that a damaged file or a file of another run is never
// used.

import { join } from 'node:path';
import { FormatError, shorten } from '../errors.ts';
import { readText, readWhole, writeText } from '../formats/atomic-files.ts';
import { isObject } from '../formats/json.ts';
import { decodeResult } from '../formats/result-file.ts';
import { decodeTicketFile } from '../formats/ticket-file.ts';
import { exists, FolderError } from './folder.ts';
import { type PlannedUnit, planFromJson, planToJson, type RunPlan, unitDigest } from './plan.ts';
import type { UnitEntry } from './store.ts';
import { jsonWithChecksum, parseJsonWithChecksum } from './text-checksum.ts';

/** Name of the file of the plan. */
export const PLAN_FILE = 'plan.json';

/** Files of older versions, which had no plan. */
const OLD_FILES = ['trials.json', 'progress.safetensors', 'record.json'];

/** Writes the plan. @throws {FileError} if that fails. */
export const writePlan = (folder: string, plan: RunPlan): void =>
  writeText(join(folder, PLAN_FILE), jsonWithChecksum(planToJson(plan)));

/**
 * Reads the plan.
 *
 * @throws {FolderError} if the folder has none.
 * @throws {FormatError} if it is damaged.
 */
export function readPlan(folder: string): RunPlan {
  const path = join(folder, PLAN_FILE);
  if (exists(path)) return planFromJson(parseJsonWithChecksum(readText(path), path), path);
  if (OLD_FILES.some((name) => exists(join(folder, name))))
    throw new FolderError(
      `${folder}: was written by an older version of winning-ticket, whose runs cannot be resumed or verified; start the run again in a new folder`,
    );
  throw new FolderError(
    `${shorten(folder)}: must be the folder of a run, with a file ${PLAN_FILE}, got none`,
  );
}

/**
 * Returns the name of a file of a unit: its position in the plan, and its id in characters that every file system accepts.
 */
export function unitFile(place: number, { id }: PlannedUnit, extension: 'json' | 'safetensors'): string {
  const name = id.replaceAll(/[^\w.]+/g, '-').slice(0, 80);
  return `units/${String(place).padStart(3, '0')}-${name}.${extension}`;
}

/** Returns the folder of the files of one seed, relative to the run folder; '' if there is only one seed. */
export const seedFolder = ({ seeds }: RunPlan, seed: number): string =>
  seeds.length === 1 ? '' : `seed-${seed}/`;

/** Returns the name of the file of a seed's latest ticket. */
export const ticketFile = (plan: RunPlan, seed: number): string =>
  `${seedFolder(plan, seed)}ticket.safetensors`;

/** Writes the facts of a finished unit. @throws {FileError} if that fails. */
export function writeFacts(path: string, plan: RunPlan, unit: PlannedUnit, entry: UnitEntry): void {
  writeText(path, jsonWithChecksum({ unit: unit.id, digest: unitDigest(plan, unit), ...entry }));
}

/** Reads the facts of a finished unit. @throws {FormatError} if the file is damaged or of another run. */
export function readFacts(path: string, plan: RunPlan, unit: PlannedUnit): UnitEntry {
  const {
    unit: id,
    digest,
    seconds,
    ticket,
    facts,
  } = parseJsonWithChecksum(readText(path), path) as Record<string, unknown>;
  if (digest !== unitDigest(plan, unit)) throw notOfThisRun(path, id);
  const isEntry =
    typeof seconds === 'number' &&
    (ticket === null || typeof ticket === 'string') &&
    (facts === null || isObject(facts));
  if (!isEntry) throw new FormatError(path, 'must hold the facts of a unit', 'other JSON');
  return { seconds, ticket, facts };
}

/** Checks the encoded result of a unit. @throws {FormatError} if the file is damaged or of another run. */
export async function checkResult(path: string, plan: RunPlan, unit: PlannedUnit): Promise<void> {
  const { record } = await decodeResult(readWhole(path), path);
  if (record.digest !== unitDigest(plan, unit)) throw notOfThisRun(path, record.unit);
}

/**
 * Checks that the latest ticket of a seed is the one that its unit states, and that no later unit has found another.
 *
 * @throws {FormatError} if the file is damaged, missing, or of another run.
 */
export async function checkTicket(
  path: string,
  plan: RunPlan,
  seed: number,
  entries: ReadonlyMap<string, UnitEntry>,
): Promise<void> {
  const units = plan.units.filter((unit) => unit.seed === seed);
  const statedBy = ({ id }: PlannedUnit) => entries.get(id)?.ticket ?? null;
  const latest = units.findLastIndex((unit) => statedBy(unit) !== null);
  if (!exists(path)) {
    if (latest < 0) return;
    throw new FormatError(path, `must exist, because ${units[latest].id} found a ticket`, undefined);
  }
  const { ticket, record } = await decodeTicketFile(readWhole(path), path);
  const place = units.findIndex((unit) => unitDigest(plan, unit) === record.digest);
  if (place < 0) throw notOfThisRun(path, record.unit);
  const [digest, stated] = [await ticket.digest(), statedBy(units[place])];
  // The unit of a newer ticket was interrupted before its facts were written.
  if (place > latest || (place === latest && stated === digest)) return;
  throw new FormatError(
    path,
    `must be the ticket of ${units[latest].id}, ${statedBy(units[latest])}`,
    digest,
  );
}

/** Files that are written for units: facts, results and tickets. */
const OF_UNITS = /^units\/\d{3,}-.*\.(json|safetensors)$|^(seed-\d+\/)?ticket\.safetensors$/;

/** Returns those of the names that are files of units of another run. The plan was then replaced, or files were mixed. */
export function namesOfOtherRuns(plan: RunPlan, names: Iterable<string>): string[] {
  const own = new Set(plan.seeds.map((seed) => ticketFile(plan, seed)));
  for (const [place, unit] of plan.units.entries())
    for (const extension of ['json', 'safetensors'] as const) own.add(unitFile(place, unit, extension));
  return [...names].filter((name) => OF_UNITS.test(name) && !own.has(name));
}

/** Returns the error for a file of another run. */
export const notOfThisRun = (path: string, unit: unknown): FormatError =>
  new FormatError(path, 'must belong to this run, with the same options and data', unit);
