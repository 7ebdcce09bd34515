// Progress of several trials on stderr: in a terminal a live line for each that runs, anywhere else one plain line for
// each that has ended.

import cliProgress from 'cli-progress';
import { percent, percents } from '../experiments/text.ts';
import type { RunRecord, TrialEntry } from '../report/index.ts';
import { BAR_LOOK } from './bar-look.ts';
import type { TrialState } from './trial-watcher.ts';
import { clock } from './words.ts';

/** Shows how far several trials are. */
export class TrialsView {
  readonly #stream: NodeJS.WriteStream;
  readonly #quiet: boolean;
  readonly #bars = new Map<number, { readonly bar: cliProgress.SingleBar; readonly started: number }>();
  #all: cliProgress.MultiBar | null = null;

  constructor(stream: NodeJS.WriteStream, quiet: boolean) {
    this.#stream = stream;
    this.#quiet = quiet;
  }

  /** Takes a place on the screen for live lines. */
  begin(): void {
    if (!this.#quiet && this.#stream.isTTY) this.#all = this.#lines();
  }

  /** A trial has come this far. */
  update(seed: number, { training, done, total, accuracy }: TrialState): void {
    if (this.#all === null) return;
    const { bar, started } = this.#bars.get(seed) ?? this.#line(this.#all, seed, total);
    const left = ((total - done) / done) * ((performance.now() - started) / 1000);
    bar.update(done, {
      training: fitting(training, this.#stream.columns),
      accuracy: (accuracy === null ? '–' : percent(accuracy)).padStart(7),
      left: clock(left),
    });
  }

  /** A trial has ended, with a record or with an error. */
  finish({ seed, record, error }: TrialEntry): void {
    this.ended(seed, record === null ? `failed: ${error}` : figures(record));
  }

  /** A seed has ended, and what to say of it. */
  ended(seed: number, words: string): void {
    const live = this.#bars.get(seed);
    if (live !== undefined) this.#all?.remove(live.bar);
    this.#bars.delete(seed);
    this.say(`${name(seed)}  ${words}`);
  }

  /** One line of words. */
  say(line: string): void {
    if (this.#quiet) return;
    if (this.#all === null) this.#stream.write(`${line}\n`);
    else this.#all.log(`${line}\n`);
  }

  /** Takes the live lines away and gives the cursor back. */
  stop(): void {
    this.#all?.update();
    this.#all?.stop();
    this.#all = null;
  }

  #lines(): cliProgress.MultiBar {
    return new cliProgress.MultiBar({
      format: '{name}  {training} {bar} {percentage} %  validation {accuracy}  {left} to go',
      stream: this.#stream,
      barsize: barOf(this.#stream.columns),
      ...BAR_LOOK,
      emptyOnZero: true,
      formatValue: (value, options, type) =>
        type === 'percentage'
          ? String(value).padStart(3)
          : cliProgress.Format.ValueFormat(value, options, type),
    });
  }

  #line(all: cliProgress.MultiBar, seed: number, total: number) {
    const bar = all.create(total, 0, { name: name(seed), training: '', accuracy: '–', left: '–' });
    const line = { bar, started: performance.now() };
    this.#bars.set(seed, line);
    return line;
  }
}

/** The bar's length: there is room for a longer one in 100 columns. */
const barOf = (columns: number): number => (columns >= 100 ? 40 : 16);

/** What else a live line takes, a remaining time in hours included. */
const REST = 52;

/** A training's name, cut to the room it has in so many columns, at least 8. */
export function fitting(training: string, columns: number): string {
  const room = Math.max(8, columns - barOf(columns) - REST);
  return training.length > room ? `${training.slice(0, room - 1)}…` : training.padEnd(8);
}

const name = (seed: number): string => `seed ${String(seed).padEnd(3)}`;

const WINS = { yes: 'wins', no: 'does not win', undecided: 'undecided' } as const;

function figures({ dense, rounds, verdict }: RunRecord): string {
  const ticket = rounds.at(-1);
  if (dense === null || ticket === undefined || verdict === null) return 'unfinished';
  const [found, whole] = percents([ticket.testAccuracy, dense.testAccuracy]);
  return [`ticket ${found.padStart(8)}`, `dense ${whole.padStart(8)}`, WINS[verdict.wins]].join('  ');
}
