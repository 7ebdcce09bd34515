// The folder of several trials: one folder a seed, each that of a run, and what all say together.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inBothSizes, type TrialsRecord, trialsPage, trialsPlot } from '../report/index.ts';
import { DataError } from './exit-codes.ts';
import type { FindConfig } from './find-config.ts';
import { exists, isConfig, writeText } from './run-folder.ts';

/** The files beside the trials' own folders. */
export const TRIALS_FILES = { record: 'trials.json', page: 'report.html', accuracy: 'accuracy.svg' } as const;

/** Whether a folder holds several trials. */
export const isTrialsFolder = (folder: string): boolean => exists(join(folder, TRIALS_FILES.record));

/** What was asked for: the options, and the seeds. Throws a DataError where the record says neither. */
export function readTrials(folder: string): {
  readonly config: FindConfig;
  readonly seeds: readonly number[];
} {
  const path = join(folder, TRIALS_FILES.record);
  const got = (what: string) =>
    new DataError(`--resume ${folder}: must hold the record of trials, got ${what}`);
  let record: TrialsRecord<FindConfig>;
  try {
    record = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw got((error as Error).message);
  }
  if (!isConfig(record?.config) || !Array.isArray(record.trials)) throw got('other JSON');
  const seeds = record.trials.map((trial) => trial?.seed);
  if (seeds.length === 0 || !seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0))
    throw got('no seeds');
  return { config: record.config, seeds };
}

/** Writes the record. */
export function writeTrials(folder: string, record: TrialsRecord<FindConfig>): void {
  writeText(join(folder, TRIALS_FILES.record), `${JSON.stringify(record, null, 2)}\n`);
}

/** Draws the picture, and the page that shows it. */
export function writeTrialsPage(folder: string, record: TrialsRecord<FindConfig>): void {
  const picture = inBothSizes((layout) => trialsPlot(record, layout));
  writeText(join(folder, TRIALS_FILES.accuracy), picture.wide);
  writeText(join(folder, TRIALS_FILES.page), trialsPage(record, [picture]));
}
