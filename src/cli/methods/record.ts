import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Estimate, estimate } from '../../experiments/index.ts';
import type { FigureRow } from '../../report/index.ts';
import { DataError } from '../exit-codes.ts';
import { exists, writeText } from '../run-folder.ts';
import type { Method, MethodConfig } from './method.ts';

/** One seed: its result, or why it has none. */
export interface MethodTrial<Result = unknown> {
  readonly seed: number;
  readonly result: Result | null;
  readonly error: string | null;
  readonly seconds: number | null;
}

/** A figure with what all seeds say together. */
export type MethodFigure = FigureRow & { readonly estimate: Estimate | null };

/** What a command's folder holds, and what --json prints. */
export interface MethodRecord<Config extends MethodConfig = MethodConfig, Result = unknown> {
  /** The command. */
  readonly method: string;
  readonly config: Config;
  readonly trials: readonly MethodTrial<Result>[];
  readonly figures: readonly MethodFigure[];
}

const FILE = 'record.json';

/** Whether a seed is done. */
export const isDone = ({ result }: MethodTrial): boolean => result !== null;

/** The record of these trials, with its figures worked out. */
export function recordOf<Config extends MethodConfig, Result>(
  method: Method<Config, Result>,
  config: Config,
  trials: readonly MethodTrial<Result>[],
): MethodRecord<Config, Result> {
  const figures = method.figures(resultsOf(trials), config).map((row) => {
    const known = row.values.filter(Number.isFinite);
    return { ...row, estimate: known.length === 0 ? null : estimate(known) };
  });
  return { method: method.name, config, trials, figures };
}

/** The results there are. */
export const resultsOf = <Result>(trials: readonly MethodTrial<Result>[]): Result[] =>
  trials.flatMap(({ result }) => (result === null ? [] : [result]));

/** Writes the record. */
export function writeRecord(folder: string, record: MethodRecord): void {
  writeText(join(folder, FILE), `${JSON.stringify(record, null, 2)}\n`);
}

/** The record in a folder. Throws a DataError where there is none of this method, or none that can be read. */
export function readRecord<Config extends MethodConfig, Result>(
  method: Method<Config, Result>,
  folder: string,
): MethodRecord<Config, Result> {
  const { name } = method;
  const wrong = (got: string) =>
    new DataError(`--resume ${folder}: must hold the ${FILE} of a ${name} run, got ${got}`);
  const path = join(folder, FILE);
  if (!exists(path)) throw wrong('none');
  let record: MethodRecord<Config, Result>;
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

/** Whether options, seeds and results are of the kinds they should be; results have to give figures. */
function isWhole<Config extends MethodConfig, Result>(
  method: Method<Config, Result>,
  { config, trials }: MethodRecord<Config, Result>,
): boolean {
  const given: Readonly<Record<string, unknown>> = { ...config };
  const isConfig = Object.entries(method.defaults).every(
    ([option, value]) =>
      typeof given[option] === typeof value && Array.isArray(given[option]) === Array.isArray(value),
  );
  if (!isConfig || !Array.isArray(trials) || trials.length === 0) return false;
  if (!trials.every((trial) => Number.isSafeInteger(trial?.seed))) return false;
  try {
    recordOf(method, config, trials);
    method.notes(resultsOf(trials), config);
    return true;
  } catch {
    return false;
  }
}
