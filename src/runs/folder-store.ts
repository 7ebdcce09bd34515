// The store in a folder:
//
//   plan.json                  the plan
//   units/NNN-NAME.json        the facts of a finished unit
//   units/NNN-NAME.safetensors its whole result, as long as an unfinished unit needs it
//   ticket.safetensors         the latest ticket; seed-N/ticket.safetensors if there are several seeds
//   record.json, *.svg, report.html and seed-N/… what is drawn from the facts
//
// Every file is replaced as a whole, and is checked when the folder is opened.

import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readWhole, writeWhole } from '../formats/atomic-files.ts';
import { exists, filesIn } from './folder.ts';
import { indexOf, type PlanIndex, type PlannedUnit, type RunPlan } from './plan.ts';
import { checkReportFile, isReportFile } from './report-files.ts';
import type { Store, UnitEntry, UnitOutcome } from './store.ts';
import {
  checkResult,
  checkTicket,
  namesOfOtherRuns,
  notOfThisRun,
  readFacts,
  readPlan,
  ticketFile,
  unitFile,
  writeFacts,
  writePlan,
} from './unit-files.ts';

/** A run folder. It must be locked by this process before it is written to. */
export class FolderStore implements Store {
  readonly folder: string;
  readonly plan: RunPlan;
  readonly #index: PlanIndex;
  readonly #entries = new Map<string, UnitEntry>();

  private constructor(folder: string, plan: RunPlan) {
    this.folder = folder;
    this.plan = plan;
    this.#index = indexOf(plan);
  }

  /** Writes the plan into an empty folder. @throws {FileError} if that fails. */
  static create(folder: string, plan: RunPlan): FolderStore {
    writePlan(folder, plan);
    return new FolderStore(folder, plan);
  }

  /**
   * Opens the folder of a run and checks its files. A unit whose result is needed, but missing, is not finished.
   *
   * @throws {FolderError} if it is not the folder of a run, or was written by an older version.
   * @throws {FormatError} if a file is damaged or belongs to another run.
   */
  static async open(folder: string): Promise<FolderStore> {
    const store = new FolderStore(folder, readPlan(folder));
    const { plan } = store;
    const names = filesIn(folder);
    for (const name of namesOfOtherRuns(plan, names)) throw notOfThisRun(join(folder, name), 'another unit');
    // In reverse order, so that it is known of each unit whether its result is still needed.
    for (const unit of plan.units.toReversed()) await store.#open(unit);
    for (const seed of plan.seeds)
      await checkTicket(join(folder, ticketFile(plan, seed)), plan, seed, store.#entries);
    for (const name of names) if (isReportFile(name)) checkReportFile(name, join(folder, name), plan);
    return store;
  }

  get entries(): ReadonlyMap<string, UnitEntry> {
    return this.#entries;
  }

  async result(id: string): Promise<Uint8Array> {
    return readWhole(this.#path(id, 'safetensors')); // The checksum is verified again when the file is decoded.
  }

  /** Saves the result and the ticket first, and then the facts, which mark the unit as finished. */
  async keep(unit: PlannedUnit, { facts, result, ticket, seconds }: UnitOutcome): Promise<void> {
    if (result !== null) this.#write(this.#path(unit.id, 'safetensors'), result);
    if (ticket !== null && !this.#hasLaterTicket(unit))
      this.write(ticketFile(this.plan, unit.seed), ticket.file);
    const entry = { seconds, ticket: ticket?.digest ?? null, facts };
    const path = this.#path(unit.id, 'json');
    mkdirSync(dirname(path), { recursive: true });
    writeFacts(path, this.plan, unit, entry);
    this.#entries.set(unit.id, entry);
    for (const id of [unit.id, ...unit.needs]) this.#dropIfUnneeded(id);
  }

  /** Removes results that no unit needs any more, which a killed process may have left behind. */
  tidy(): void {
    for (const id of this.#entries.keys()) this.#dropIfUnneeded(id);
  }

  /** Writes a file of the run atomically. @throws {FileError} if that fails. */
  write(name: string, content: Uint8Array | string): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.#write(join(this.folder, name), bytes);
  }

  #write(path: string, bytes: Uint8Array): void {
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, bytes);
  }

  #unit(id: string): PlannedUnit {
    return this.plan.units[this.#index.places.get(id) as number];
  }

  #path(id: string, extension: 'json' | 'safetensors'): string {
    return join(this.folder, unitFile(this.#index.places.get(id) as number, this.#unit(id), extension));
  }

  async #open(unit: PlannedUnit): Promise<void> {
    const [facts, result] = [this.#path(unit.id, 'json'), this.#path(unit.id, 'safetensors')];
    const hasResult = exists(result);
    if (hasResult) await checkResult(result, this.plan, unit);
    if (!exists(facts)) return;
    const entry = readFacts(facts, this.plan, unit);
    if (hasResult || !this.#isNeeded(unit.id)) this.#entries.set(unit.id, entry);
  }

  /**
   * Returns whether a later unit of the seed has found a ticket. In that case, the unit is run again because a file was deleted.
   */
  #hasLaterTicket({ id, seed }: PlannedUnit): boolean {
    const later = this.plan.units.slice((this.#index.places.get(id) as number) + 1);
    return later.some((unit) => unit.seed === seed && (this.#entries.get(unit.id)?.ticket ?? null) !== null);
  }

  #isNeeded(id: string): boolean {
    return this.#index.neededBy.get(id)?.some((other) => !this.#entries.has(other)) ?? false;
  }

  #dropIfUnneeded(id: string): void {
    if (!this.#isNeeded(id)) rmSync(this.#path(id, 'safetensors'), { force: true });
  }
}
