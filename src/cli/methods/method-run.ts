import { join } from 'node:path';
import type { Summary } from '../../experiments/index.ts';
import { figuresPlot, methodPage, summaryPlot } from '../../report/index.ts';
import { createRunFolder, openRunFolder, writeText } from '../run-folder.ts';
import { seedsFrom } from '../trials-run.ts';
import type { Method, MethodConfig } from './method.ts';
import {
  isDone,
  type MethodRecord,
  type MethodTrial,
  readRecord,
  recordOf,
  summaryOf,
  writeRecord,
} from './record.ts';

/** A method's seeds under way: a folder, and what is known so far. */
export class MethodRun<Config extends MethodConfig> {
  /** Where its files are. */
  readonly folder: string;
  readonly #method: Method<Config>;
  /** What is known so far. */
  record: MethodRecord<Config>;

  private constructor(
    folder: string,
    method: Method<Config>,
    config: Config,
    trials: readonly MethodTrial[],
  ) {
    this.folder = folder;
    this.#method = method;
    this.record = recordOf(method, config, trials);
  }

  /** New trials in a new folder. */
  static create<Config extends MethodConfig>(
    method: Method<Config>,
    config: Config,
    count: number,
    out: string | undefined,
  ): MethodRun<Config> {
    const trials = seedsFrom(config.seed, count).map((seed) => ({ seed, ...NOTHING }));
    const run = new MethodRun(createRunFolder(out, method.name), method, config, trials);
    writeRecord(run.folder, run.record as MethodRecord);
    return run;
  }

  /** The trials in a folder: those that are done stay as they are. */
  static open<Config extends MethodConfig>(method: Method<Config>, folder: string): MethodRun<Config> {
    openRunFolder(folder);
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
  keep(ended: MethodTrial): void {
    const { config, trials } = this.record;
    const all = trials.map((trial) => (trial.seed === ended.seed ? ended : trial));
    this.record = recordOf(this.#method, config, all);
    writeRecord(this.folder, this.record as MethodRecord);
  }

  /** The summary of what is known so far. */
  summary(): Summary {
    return summaryOf(this.#method, this.record.config, this.record.trials);
  }

  /** Draws what is known so far: plots, and the page that shows them. */
  draw(): void {
    const { table, plots, notes } = this.summary();
    const drawn = plots.map((plot) => [`${plot.name}.svg`, summaryPlot(plot)] as const);
    const pictures = new Map([['figures.svg', figuresPlot(table.rows, table)], ...drawn]);
    for (const [file, svg] of pictures) writeText(join(this.folder, file), svg);
    const said = { words: table, defaults: this.#method.defaults, notes, pictures: [...pictures.values()] };
    writeText(this.reportPath, methodPage(this.record, said));
  }
}

const PAGE = 'report.html';
const NOTHING = { result: null, error: null, seconds: null };
