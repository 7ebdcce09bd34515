// Run folders, as tests make, read and change them.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { RunRecord } from '../../src/report/index.ts';
import { filesIn } from '../../src/runs/folder.ts';
import { isClaim } from '../../src/runs/lock.ts';
import { RECORD_FILE } from '../../src/runs/report-files.ts';
import { jsonWithChecksum, parseJsonWithChecksum } from '../../src/runs/text-checksum.ts';

/** The record of any command, as far as tests read it. */
export interface AnyRecord {
  /** Digest of the plan. */
  readonly run: string;
  readonly command: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly trials: readonly {
    readonly seed: number;
    readonly seconds: number | null;
    readonly error: string | null;
    /** Of `find` only. */
    readonly record: RunRecord;
    /** Facts of the finished units, of all other commands. */
    readonly units: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
  /** Of all commands but `find`. */
  readonly figures: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  /** Of `find` only. */
  readonly winners: number;
  readonly quality: object | null;
}

/** The record in a run folder. */
export const recordIn = (path: string): AnyRecord =>
  parseJsonWithChecksum(readFileSync(join(path, RECORD_FILE), 'utf8'), RECORD_FILE) as AnyRecord;

/** The record of the only seed of a run of `find`. */
export const searchIn = (folder: string): RunRecord => recordIn(folder).trials[0].record;

/** A value without the only thing that options and seeds do not decide. */
export const timeless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, field) => (key === 'seconds' ? undefined : field)));

/** Everything in a run folder that options and seeds decide: the names of its files, its record and its tickets. */
export const decided = (folder: string) => ({
  files: filesIn(folder),
  record: timeless(recordIn(folder)),
  tickets: filesIn(folder)
    .filter((name) => name.endsWith('.safetensors'))
    .map((name) => readFileSync(join(folder, name)).toString('base64')),
});

/** A folder that is gone when the process ends. */
export const scratch = mkdtempSync(join(tmpdir(), 'winning-ticket-cli-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** A folder in `scratch`. */
export const folder = (name: string): string => join(scratch, name);

let copies = 0;

/** Copies a run folder, without the claim of the process that uses it. */
export function copyOf(run: string, copy = folder(`copy-${++copies}`)): string {
  cpSync(run, copy, { recursive: true, filter: (path) => !isClaim(basename(path)) });
  return copy;
}

/** Sets one value in a JSON file with a checksum, and writes the checksum that fits. */
export function setIn(file: string, keys: readonly (string | number)[], value: unknown): void {
  const content = parseJsonWithChecksum(readFileSync(file, 'utf8'), file);
  let holder = content as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  holder[keys[keys.length - 1]] = value;
  writeFileSync(file, jsonWithChecksum(content));
}

/** The command that a page shows, without the name of the program. */
export function commandOn(page: string): string {
  const html = readFileSync(page, 'utf8');
  const text = /<code>(<span>winning-ticket<.*?)<\/code>/.exec(html)?.[1] ?? '';
  return text.replace(/<[^>]*>/g, '').replace('winning-ticket ', '');
}
