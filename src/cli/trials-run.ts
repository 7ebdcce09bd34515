import { join } from 'node:path';
import { ValueError } from '../errors.ts';
import { type RunRecord, summarizeTrials, type TrialsRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';
import { isFinished } from './run.ts';
import { createRunFolder, exists, FILES, openRunFolder, readRecord } from './run-folder.ts';
import { readTrials, TRIALS_FILES, writeTrials, writeTrialsPage } from './trials-folder.ts';

/** Several trials under way: a folder, one inside it for each, and what is known of them so far. */
export class TrialsRun {
  /** Where their files are. */
  readonly folder: string;
  /** What is known so far. */
  record: TrialsRecord<FindConfig>;

  private constructor(folder: string, record: TrialsRecord<FindConfig>) {
    this.folder = folder;
    this.record = record;
  }

  /** New trials in a new folder. */
  static create(config: FindConfig, count: number, out: string | undefined): TrialsRun {
    const run = new TrialsRun(
      createRunFolder(out),
      allOf(config, seedsFrom(config.seed, count), () => null),
    );
    writeTrials(run.folder, run.record);
    return run;
  }

  /** The trials in a folder: those that have finished there stay as they are. */
  static open(folder: string): TrialsRun {
    openRunFolder(folder);
    const { config, seeds } = readTrials(folder);
    const recordOf = (own: string) => {
      const path = join(folder, own);
      const record = exists(join(path, FILES.record)) ? readRecord(path) : null;
      // A trial that was killed between its last training and its page is run again, which draws the page.
      return record !== null && isFinished(record) && exists(join(path, FILES.page)) ? record : null;
    };
    return new TrialsRun(folder, allOf(config, seeds, recordOf));
  }

  /** The first trial's options. */
  get config(): FindConfig {
    return this.record.config;
  }

  /** How many trials there are. */
  get count(): number {
    return this.record.trials.length;
  }

  /** Indices of the trials that have not finished. */
  get open(): number[] {
    return this.record.trials.flatMap(({ record }, i) => (record === null ? [i] : []));
  }

  /** The page to open. */
  get reportPath(): string {
    return join(this.folder, TRIALS_FILES.page);
  }

  /** Draws what is known so far. */
  draw(): void {
    writeTrials(this.folder, this.record);
    writeTrialsPage(this.folder, this.record);
  }

  /** Keeps how a trial ended. */
  keep(
    index: number,
    ended: { readonly record: RunRecord<FindConfig> | null; readonly error: string | null },
  ): void {
    const trials = this.record.trials.map((entry, i) => (i === index ? { ...entry, ...ended } : entry));
    this.record = summarizeTrials(this.config, trials);
    writeTrials(this.folder, this.record);
  }
}

/** seed, seed + 1, … Throws a ValueError where they leave the whole numbers. */
export function seedsFrom(seed: number, count: number): number[] {
  const last = seed + (count - 1);
  if (!Number.isSafeInteger(last))
    throw new ValueError('--trials', 'must leave every seed a whole number', last);
  return Array.from({ length: count }, (_, i) => seed + i);
}

const allOf = (
  config: FindConfig,
  seeds: readonly number[],
  recordOf: (folder: string) => RunRecord<FindConfig> | null,
): TrialsRecord<FindConfig> =>
  summarizeTrials(
    config,
    seeds.map((seed) => {
      const folder = `seed-${seed}`;
      return { seed, folder, record: recordOf(folder), error: null };
    }),
  );
