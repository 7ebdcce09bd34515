// Progress on stderr: a live line in a terminal, one plain line a finished training anywhere else.

import cliProgress from 'cli-progress';
import type { SearchUnit } from '../experiments/index.ts';
import { percent, whole } from '../experiments/text.ts';
import type { TrainingSummary } from '../report/index.ts';
import type { CurvePoint, Update } from '../training/index.ts';
import { BAR_LOOK } from './bar-look.ts';
import { clock } from './words.ts';

const UNKNOWN = { loss: '–', validation: '–', speed: '–', left: '–' };

/** Shows how far a run of several trainings is. */
export class ProgressView {
  readonly #stream: NodeJS.WriteStream;
  readonly #quiet: boolean;
  #planned: readonly SearchUnit[] = [];
  #bar: cliProgress.SingleBar | null = null;
  #started = 0;
  #done = 0;

  constructor(stream: NodeJS.WriteStream, quiet: boolean) {
    this.#stream = stream;
    this.#quiet = quiet;
  }

  /** The trainings to come; the first begins now. */
  begin(planned: readonly SearchUnit[]): void {
    this.#planned = planned;
    this.#started = performance.now();
    this.#done = 0;
    if (planned.length > 0 && !this.#quiet && this.#stream.isTTY) this.#bar = this.#liveLine(planned[0]);
  }

  /** An update was made. */
  update({ loss }: Update): void {
    if (this.#bar === null) return;
    const done = ++this.#done; // a unit may consist of more than one training
    const speed = done / this.seconds();
    const left = this.#planned.reduce((sum, { iterations }) => sum + iterations, -done) / speed;
    this.#bar.update(done, { loss: loss.toFixed(3), speed: speed.toFixed(0), left: clock(left) });
  }

  /** The validation set was looked at. */
  evaluated({ validationLoss, validationAccuracy }: CurvePoint): void {
    this.#bar?.update({ validation: `${validationLoss.toFixed(3)}, ${percent(validationAccuracy)}` });
  }

  /** Seconds since the training began. */
  seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** The training is over, and the next begins. */
  finish({ remaining, sparsity, testAccuracy, earlyStopIteration, seconds }: TrainingSummary): void {
    this.stop();
    const figures = [
      `${this.#planned[0].arm.padEnd(8)} ${percent(1 - sparsity).padStart(7)} left`,
      `${whole(remaining).padStart(7)} weights`,
      `test ${percent(testAccuracy, 2).padStart(8)} at iteration ${whole(earlyStopIteration).padStart(5)}`,
      `${seconds.toFixed(seconds < 100 ? 1 : 0).padStart(4)} s`,
    ];
    this.say(figures.join('  '));
    this.begin(this.#planned.slice(1));
  }

  /** One line of words. */
  say(line: string): void {
    if (!this.#quiet) this.#stream.write(`${line}\n`);
  }

  /** Takes the live line away and gives the cursor back. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = null;
  }

  #liveLine(training: SearchUnit): cliProgress.SingleBar {
    const isWide = this.#stream.columns >= WIDE;
    const bar = new cliProgress.SingleBar({
      format: isWide ? wideFormat(training) : narrowFormat(training),
      stream: this.#stream,
      barsize: isWide ? 16 : 8,
      ...BAR_LOOK,
      formatValue: (value, options, type) =>
        type === 'value' || type === 'total'
          ? whole(value)
          : cliProgress.Format.ValueFormat(value, options, type),
    });
    bar.start(training.iterations, 0, UNKNOWN);
    return bar;
  }
}

/** Columns that the whole live line needs; without them it says less, in 80. */
const WIDE = 136;

const wideFormat = ({ arm, density, remaining }: SearchUnit) =>
  `${arm.padEnd(8)}  sparsity ${percent(1 - density)}  ${whole(remaining)} weights left  {bar} {value}/{total}  loss {loss}  validation {validation}  {speed} it/s  {left} to go`;

const narrowFormat = ({ arm, density }: SearchUnit) =>
  `${arm.padEnd(8)} ${percent(density).padStart(7)} left {bar}  validation {validation}  {speed} it/s  {left} to go`;
