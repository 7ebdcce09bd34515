// Shows progress on stderr. In a terminal, each running unit has a live line; everywhere, one line is printed for each finished
// unit, or for each seed if there are several.

import cliProgress from 'cli-progress';
import { percent, whole } from '../experiments/format-numbers.ts';
import { wrapped } from '../report/index.ts';
import type { PlannedUnit, RunPlan } from '../runs/plan.ts';
import type { UnitState } from '../runs/runner.ts';
import { fitName, formatDuration, formatFor, stateTexts } from './progress-line.ts';

/** A live line and the state that it shows. */
interface Live {
  readonly bar: cliProgress.SingleBar;
  state: UnitState;
}

/** Escape sequence that clears the line from the cursor on. */
const CLEAR_RIGHT = '\u001b[K';

const NOTHING: UnitState = {
  ...{ iterations: 0, fraction: 0, loss: null, validationLoss: null, validationAccuracy: null },
};

/** Shows the progress of a run. */
export class ProgressView {
  readonly #stream: NodeJS.WriteStream;
  readonly #quiet: boolean;
  readonly #live = new Map<string, Live>();
  #bars: cliProgress.MultiBar | null = null;
  #hasSeveralSeeds = false;
  #started = 0;
  /** Number of iterations of finished units since the start. */
  #done = 0;
  #left = 0;

  constructor(stream: NodeJS.WriteStream, quiet: boolean) {
    this.#stream = stream;
    this.#quiet = quiet;
  }

  /** Called when the run starts or continues after the finished units. */
  begin({ units, seeds }: RunPlan, finished: ReadonlyMap<string, unknown>): void {
    this.#started = performance.now();
    this.#hasSeveralSeeds = seeds.length > 1;
    this.#left = sumOf(units.filter(({ id }) => !finished.has(id)));
    if (!this.#quiet && this.#stream.isTTY) this.#bars = this.#openBars();
  }

  /** Called when a unit starts. */
  start(unit: PlannedUnit): void {
    if (this.#bars === null) return;
    const bar = this.#bars.create(1, 0, { ...stateTexts(NOTHING), name: this.#nameOf(unit), left: '–' });
    this.#live.set(unit.id, { bar, state: NOTHING });
  }

  /** Called when the state of a unit changes. */
  update(unit: PlannedUnit, state: UnitState): void {
    const live = this.#live.get(unit.id);
    if (live === undefined) return;
    live.state = state;
    const done = unit.iterations === 0 ? state.fraction : state.iterations / unit.iterations;
    live.bar.update(Math.min(1, done), { ...stateTexts(state), ...this.#pace() });
  }

  /** Called when a unit has finished, with a description of its result. */
  finish(unit: PlannedUnit, seconds: number, figures: string): void {
    this.#end(unit);
    this.#done += unit.iterations;
    this.#left -= unit.iterations;
    if (this.#hasSeveralSeeds) return;
    const { density, remaining } = unit;
    const parts = [
      this.#nameOf(unit),
      ...(density === undefined ? [] : [`${percent(density).padStart(7)} left`]),
      ...(remaining === undefined ? [] : [`${whole(remaining).padStart(7)} weights`]),
      ...(figures === '' ? [] : [figures]),
    ];
    this.say(`${parts.join('  ')} ${seconds.toFixed(seconds < 100 ? 1 : 0).padStart(4)} s`);
  }

  /** Called when a unit has failed, which ends its seed. */
  fail(unit: PlannedUnit, { message }: Error): void {
    this.#end(unit);
    this.say(`${this.#nameOf(unit).trimEnd()} failed: ${message}`);
  }

  /** Prints a line of text. */
  say(line: string): void {
    if (this.#quiet) return;
    if (this.#bars === null) this.#stream.write(`${line}\n`);
    // While there are live lines, the terminal does not wrap lines, and the log is written above them.
    else for (const part of wrapped(line, this.#columns)) this.#bars.log(`${part}${CLEAR_RIGHT}\n`);
  }

  /** Removes the live lines and shows the cursor. */
  stop(): void {
    this.#bars?.update();
    this.#bars?.stop();
    this.#bars = null;
    this.#live.clear();
  }

  #end(unit: PlannedUnit): void {
    const live = this.#live.get(unit.id);
    if (live !== undefined) this.#bars?.remove(live.bar);
    this.#live.delete(unit.id);
  }

  #nameOf({ seed, arm }: PlannedUnit): string {
    return fitName(`${this.#hasSeveralSeeds ? `seed ${seed}  ` : ''}${arm}`, this.#columns);
  }

  /** Number of columns of the terminal. */
  get #columns(): number {
    return this.#stream.columns || 80;
  }

  /** Returns the iterations per second, and the time that the remaining ones take at this speed. */
  #pace(): { readonly speed: string; readonly left: string } {
    const running = [...this.#live.values()].reduce((sum, { state }) => sum + state.iterations, 0);
    const speed = (this.#done + running) / ((performance.now() - this.#started) / 1000);
    return { speed: speed.toFixed(0), left: formatDuration((this.#left - running) / speed) };
  }

  #openBars(): cliProgress.MultiBar {
    const { format, bar } = formatFor(this.#columns);
    return new cliProgress.MultiBar({
      format,
      stream: this.#stream,
      barsize: bar,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false,
      linewrap: false,
      forceRedraw: true, // A logged line replaces the first live line.
      emptyOnZero: true,
      formatValue: (value, options, type) =>
        type === 'percentage'
          ? String(value).padStart(3)
          : cliProgress.Format.ValueFormat(value, options, type),
    });
  }
}

const sumOf = (units: readonly PlannedUnit[]): number =>
  units.reduce((sum, { iterations }) => sum + iterations, 0);
