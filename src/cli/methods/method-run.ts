import { join } from 'node:path';
import { figuresPlot, methodPage } from '../../report/index.ts';
import { createRunFolder, writeText } from '../run-folder.ts';
import { seedsFrom } from '../trials-run.ts';
import type { Method, MethodConfig } from './method.ts';
import {
  isDone,
  type MethodRecord,
  type MethodTrial,
  readRecord,
  recordOf,
  resultsOf,
  writeRecord,
} from './record.ts';

/** A method's seeds under way: a folder, and what is known so far. */
export class MethodRun<Config extends MethodConfig, Result> {
  /** Where its files are. */
  readonly folder: string;
  readonly #method: Method<Config, Result>;
  /** What is known so far. */
  record: MethodRecord<Config, Result>;

  private constructor(
    folder: string,
    method: Method<Config, Result>,
    config: Config,
    trials: readonly MethodTrial<Result>[],
  ) {
    this.folder = folder;
    this.#method = method;
    this.record = recordOf(method, config, trials);
  }

  /** New trials in a new folder. */
  static create<Config extends MethodConfig, Result>(
    method: Method<Config, Result>,
    config: Config,
    count: number,
    out: string | undefined,
  ): MethodRun<Config, Result> {
    const trials = seedsFrom(config.seed, count).map((seed) => ({ seed, ...NOTHING }));
    const run = new MethodRun(createRunFolder(out, method.name), method, config, trials);
    writeRecord(run.folder, run.record as MethodRecord);
    return run;
  }

  /** The trials in a folder: those that are done stay as they are. */
  static open<Config extends MethodConfig, Result>(
    method: Method<Config, Result>,
    folder: string,
  ): MethodRun<Config, Result> {
    const { config, trials } = readRecord(method, folder);
    const kept = trials.map((trial) => (isDone(trial) ? trial : { seed: trial.seed, ...NOTHING }));
    return new MethodRun(folder, method, config, kept);
  }

  /** Seeds without a result. */
  get open(): number[] {
    return this.record.trials.filter((trial) => !isDone(trial)).map(({ seed }) => seed);
  }

  /** The page to open. */
  get reportPath(): string {
    return join(this.folder, PAGE);
  }

  /** Keeps how a seed ended, on disk at once. */
  keep(ended: MethodTrial<Result>): void {
    const { config, trials } = this.record;
    const all = trials.map((trial) => (trial.seed === ended.seed ? ended : trial));
    this.record = recordOf(this.#method, config, all);
    writeRecord(this.folder, this.record as MethodRecord);
  }

  /** What to say below the figures. */
  notes(): readonly string[] {
    const { trials, config } = this.record;
    const results = resultsOf(trials);
    return results.length === 0 ? [] : this.#method.notes(results, config);
  }

  /** Draws what is known so far: pictures, and the page that shows them. */
  draw(): void {
    const { figures, trials, config } = this.record;
    const results = resultsOf(trials);
    const own = results.length === 0 ? undefined : this.#method.pictures?.(results, config);
    const { words, defaults } = this.#method;
    const pictures = new Map([['figures.svg', figuresPlot(figures, words)], ...(own ?? [])]);
    for (const [file, svg] of pictures) writeText(join(this.folder, file), svg);
    const said = { words, defaults, notes: this.notes(), pictures: [...pictures.values()] };
    writeText(this.reportPath, methodPage(this.record, said));
  }
}

const PAGE = 'report.html';
const NOTHING = { result: null, error: null, seconds: null };
