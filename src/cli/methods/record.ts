import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shorten } from '../../errors.ts';
import { unitId } from '../../experiments/experiment.ts';
import { type Estimate, estimate, type FigureRow, type Summary } from '../../experiments/index.ts';
import { DataError } from '../exit-codes.ts';
import { exists, writeText } from '../run-folder.ts';
import type { Method, MethodConfig, SeedFacts } from './method.ts';

/** One seed: its facts, or why it has none. */
export interface MethodTrial {
  readonly seed: number;
  readonly result: SeedFacts | null;
  readonly error: string | null;
  readonly seconds: number | null;
}

/** A row of the table with its estimate over all seeds. */
export type MethodFigure = FigureRow & { readonly estimate: Estimate | null };

/** What a command's folder holds, and what --json prints. */
export interface MethodRecord<Config extends MethodConfig = MethodConfig> {
  /** The command. */
  readonly method: string;
  readonly config: Config;
  readonly trials: readonly MethodTrial[];
  readonly figures: readonly MethodFigure[];
}

const FILE = 'record.json';

/** Whether a seed is done. */
export const isDone = ({ result }: MethodTrial): boolean => result !== null;

/** The record of these trials, with the rows of the summary's table. */
export function recordOf<Config extends MethodConfig>(
  method: Method<Config>,
  config: Config,
  trials: readonly MethodTrial[],
): MethodRecord<Config> {
  const figures = summaryOf(method, config, trials).table.rows.map((row) => {
    const known = row.values.filter(Number.isFinite);
    return { ...row, estimate: known.length === 0 ? null : estimate(known) };
  });
  return { method: method.name, config, trials, figures };
}

/** The summary of the trials that are done. */
export function summaryOf<Config extends MethodConfig>(
  method: Method<Config>,
  config: Config,
  trials: readonly MethodTrial[],
): Summary {
  const facts = trials.flatMap(({ result }) => Object.entries(result ?? {}));
  return method.summarize(config, new Map(facts));
}

/** Writes the record. */
export function writeRecord(folder: string, record: MethodRecord): void {
  writeText(join(folder, FILE), `${JSON.stringify(record, null, 2)}\n`);
}

/** The record in a folder. Throws a DataError where there is none of this method, or none that can be read. */
export function readRecord<Config extends MethodConfig>(
  method: Method<Config>,
  folder: string,
): MethodRecord<Config> {
  const { name } = method;
  const wrong = (got: string) =>
    new DataError(`--resume ${shorten(folder)}: must hold the ${FILE} of a ${name} run, got ${got}`);
  const path = join(folder, FILE);
  if (!exists(path)) throw wrong('none');
  let record: MethodRecord<Config>;
  try {
    record = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong((error as Error).message);
  }
  if (typeof record?.method !== 'string') throw wrong('other JSON');
  if (record.method !== name) throw wrong(`that of ${record.method}`);
  if (!isWhole(method, record)) throw wrong('other JSON');
  return record;
}

/** Whether options, seeds and facts have the right types; the facts must have a summary. */
function isWhole<Config extends MethodConfig>(
  method: Method<Config>,
  { config, trials }: MethodRecord<Config>,
): boolean {
  const given: Readonly<Record<string, unknown>> = { ...config };
  const isConfig = Object.entries(method.defaults).every(
    ([option, value]) =>
      typeof given[option] === typeof value && Array.isArray(given[option]) === Array.isArray(value),
  );
  if (!isConfig || !Array.isArray(trials) || trials.length === 0) return false;
  if (!trials.every(isTrial)) return false;
  try {
    recordOf(method, config, trials);
    return true;
  } catch {
    return false;
  }
}

/** Whether a trial has a seed, and facts of units of this seed only. */
function isTrial(trial: MethodTrial | null): boolean {
  if (!Number.isSafeInteger(trial?.seed)) return false;
  return Object.entries(trial?.result ?? {}).every(
    ([id, facts]) => id.startsWith(unitId(trial?.seed as number, '')) && typeof facts === 'object',
  );
}
