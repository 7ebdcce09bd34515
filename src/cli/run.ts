import { join } from 'node:path';
import { type Control, judge, type Level, verdictSentence } from '../experiments/index.ts';
import { readProgress, writeProgress, writeTicket } from '../formats/ticket-files.ts';
import type { Progress } from '../pruning/index.ts';
import {
  type RunRecord,
  summarizeControl,
  summarizeLevel,
  summarizeTicket,
  type TrainingSummary,
} from '../report/index.ts';
import type { FindConfig } from './find-config.ts';
import {
  createRunFolder,
  exists,
  FILES,
  openRunFolder,
  readRecord,
  writePictures,
  writeRecord,
} from './run-folder.ts';

/** A run under way: its folder, and everything known so far. What it keeps is on disk before the next training begins. */
export class Run {
  /** Where its files are. */
  readonly folder: string;
  /** What is known so far. */
  record: RunRecord<FindConfig>;
  #progress: Progress | null;

  private constructor(folder: string, record: RunRecord<FindConfig>, progress: Progress | null) {
    this.folder = folder;
    this.record = record;
    this.#progress = progress;
  }

  /** A new run in a new folder, whose record is there at once: however it ends, it can be resumed. */
  static create(config: FindConfig, out: string | undefined): Run {
    const record = { config, dense: null, rounds: [], ticket: null, controls: {}, verdict: null };
    const run = new Run(createRunFolder(out), record, null);
    writeRecord(run.folder, record);
    return run;
  }

  /**
   * The run in a folder. A finished one is left as it is; any other is taken up at its last finished round: what came
   * after is forgotten, and will be trained again.
   */
  static async open(folder: string): Promise<Run> {
    openRunFolder(folder);
    const saved = readRecord(folder);
    const path = join(folder, FILES.progress);
    const progress = exists(path) ? (await readProgress(path)).progress : null;
    const done = progress?.round ?? 0;
    if (isFinished(saved)) return new Run(folder, saved, progress);
    return new Run(
      folder,
      {
        ...saved,
        dense: done > 0 ? saved.dense : null,
        rounds: saved.rounds.filter(({ round }) => round < done),
        ticket: done > 0 ? saved.ticket : null,
        controls: {},
        verdict: null,
      },
      progress,
    );
  }

  /** What decides the result. */
  get config(): FindConfig {
    return this.record.config;
  }

  /** Whether nothing is left to train. */
  get isFinished(): boolean {
    return isFinished(this.record);
  }

  /** Rounds that need not be trained again. */
  get roundsDone(): number {
    return this.#progress?.round ?? 0;
  }

  /** The state after the finished rounds, from which the search continues; null before the first. */
  get progress(): Progress | null {
    return this.#progress;
  }

  /** The page to open. */
  get reportPath(): string {
    return join(this.folder, FILES.page);
  }

  /** Keeps a finished training: the record first, then the ticket, last the progress that says they are there. */
  async keep(done: Level | Control, seconds: number): Promise<TrainingSummary> {
    const summary = done.kind === 'level' ? this.#addLevel(done, seconds) : this.#addControl(done, seconds);
    this.#judge();
    const found = done.kind === 'level' ? done.found : null;
    if (found !== null) this.record = { ...this.record, ticket: await summarizeTicket(found.ticket) };
    writeRecord(this.folder, this.record);
    if (found !== null) {
      const record = { config: JSON.stringify(this.config) };
      await writeTicket(join(this.folder, FILES.ticket), found.ticket, { record, shapes: found.shapes });
      await writeProgress(join(this.folder, FILES.progress), found.progress, record);
      this.#progress = found.progress;
    }
    return summary;
  }

  /** Draws what is known so far: pictures, of the newest ticket's inputs too, and the page. */
  draw(image: readonly [number, number] | undefined): void {
    writeRecord(this.folder, this.record);
    writePictures(this.folder, this.record, this.#progress?.mask ?? null, image);
  }

  /** For the message of an early end. */
  whatIsKept(): string {
    const { roundsDone, folder } = this;
    if (roundsDone === 0) return `no training was finished in ${folder}`;
    return `${roundsDone} finished ${roundsDone === 1 ? 'training is' : 'trainings are'} kept in ${folder}`;
  }

  #addLevel(level: Level, seconds: number): TrainingSummary {
    const summary = summarizeLevel(level, seconds);
    const { rounds } = this.record;
    this.record =
      level.round === 0
        ? { ...this.record, dense: summary }
        : { ...this.record, rounds: [...rounds, summary] };
    return summary;
  }

  #addControl(control: Control, seconds: number): TrainingSummary {
    const summary = summarizeControl(control, seconds);
    this.record = { ...this.record, controls: { ...this.record.controls, [control.name]: summary } };
    return summary;
  }

  #judge(): void {
    const { dense, rounds, config, controls } = this.record;
    const last = rounds.at(-1);
    if (dense === null || last?.round !== config.rounds) return;
    const quality = judge(dense, last, { tolerance: config.tolerance, reinit: controls.reinit });
    this.record = {
      ...this.record,
      verdict: { ...quality, text: verdictSentence(quality, 1 - last.sparsity) },
    };
  }
}

/** Whether a record lacks nothing. */
export const isFinished = ({ verdict, controls, config }: RunRecord<FindConfig>): boolean =>
  verdict !== null && config.controls.every((name) => controls[name] !== undefined);
