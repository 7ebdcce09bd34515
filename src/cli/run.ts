import { join } from 'node:path';
import { readProgress, writeProgress, writeTicket } from '../formats/ticket-files.ts';
import { type Control, type EarlyStop, judge, type Level } from '../lottery/index.ts';
import type { Mask, Progress } from '../pruning/index.ts';
import {
  type RunRecord,
  summarizeControl,
  summarizeLevel,
  summarizeTicket,
  type TrainingSummary,
} from '../report/index.ts';
import type { FindConfig } from './find-config.ts';
import { createRunFolder, exists, FILES, readRecord, writePictures, writeRecord } from './run-folder.ts';
import { verdictSentence } from './verdict.ts';

/** A run under way: its folder, and everything known so far. What it keeps is on disk before the next training begins. */
export class Run {
  /** Where its files are. */
  readonly folder: string;
  /** What is known so far. */
  record: RunRecord<FindConfig>;
  #progress: Progress | null;
  #mask: Mask | null;

  private constructor(folder: string, record: RunRecord<FindConfig>, progress: Progress | null) {
    this.folder = folder;
    this.record = record;
    this.#progress = progress;
    this.#mask = progress?.mask ?? null;
  }

  /** A new run in a new folder. */
  static create(config: FindConfig, out: string | undefined): Run {
    const record = { config, dense: null, rounds: [], ticket: null, controls: {}, verdict: null };
    return new Run(createRunFolder(out), record, null);
  }

  /** The run in a folder, as of its last finished round: what came after is forgotten, and will be trained again. */
  static async open(folder: string): Promise<Run> {
    const saved = readRecord(folder);
    const path = join(folder, FILES.progress);
    const progress = exists(path) ? (await readProgress(path)).progress : null;
    const done = progress?.round ?? 0;
    return new Run(
      folder,
      {
        ...saved,
        dense: done > 0 ? saved.dense : null,
        rounds: saved.rounds.filter(({ round }) => round < done),
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

  /** Rounds that need not be trained again. */
  get roundsDone(): number {
    return this.#progress?.round ?? 0;
  }

  /** Where `runExperiment` goes on from. */
  get resumePoint(): { readonly resume?: Progress } {
    return this.#progress === null ? {} : { resume: this.#progress };
  }

  /** The page to open. */
  get reportPath(): string {
    return join(this.folder, FILES.page);
  }

  /** Keeps a finished training: the record first, then the ticket, last the progress that says they are there. */
  async keep(done: Level | Control, seconds: number): Promise<TrainingSummary> {
    if (done.kind === 'level') this.#mask = done.mask;
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

  /** Draws what is known so far: pictures and the page. */
  draw(image: readonly [number, number] | undefined): void {
    writeRecord(this.folder, this.record);
    writePictures(this.folder, this.record, this.#mask, image);
  }

  /** For the message of an early end. */
  whatIsKept(): string {
    const kept =
      this.roundsDone === 0 ? 'no round was finished' : `finished rounds 1 to ${this.roundsDone} are kept`;
    return `${kept} in ${this.folder} (go on by: winning-ticket find --resume ${this.folder})`;
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
    const { dense, rounds, config } = this.record;
    const last = rounds.at(-1);
    if (dense === null || last?.round !== config.rounds) return;
    const quality = judge(earlyStopOf(dense), earlyStopOf(last), config.tolerance, config.evaluateEvery);
    this.record = {
      ...this.record,
      verdict: { ...quality, text: verdictSentence(quality, 1 - last.sparsity) },
    };
  }
}

const earlyStopOf = ({ earlyStopIteration, testAccuracy }: TrainingSummary): EarlyStop => ({
  iteration: earlyStopIteration,
  testAccuracy,
});
