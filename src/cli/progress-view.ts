// Progress on stderr: in a terminal a live line for each unit that runs; everywhere one line for each unit that has finished,
// or for each seed if there are several.

import cliProgress from 'cli-progress';
import { percent, whole } from '../experiments/text.ts';
import type { PlannedUnit, RunPlan } from '../runs/plan.ts';
import type { UnitState } from '../runs/runner.ts';

/** A live line, and the state that it shows. */
interface Live {
  readonly bar: cliProgress.SingleBar;
  state: UnitState;
}

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
  /** Iterations of finished units since the start, and of all units that are not finished. */
  #done = 0;
  #left = 0;

  constructor(stream: NodeJS.WriteStream, quiet: boolean) {
    this.#stream = stream;
    this.#quiet = quiet;
  }

  /** The run starts, or continues after the units that have finished. */
  begin({ units, seeds }: RunPlan, finished: ReadonlyMap<string, unknown>): void {
    this.#started = performance.now();
    this.#hasSeveralSeeds = seeds.length > 1;
    this.#left = sumOf(units.filter(({ id }) => !finished.has(id)));
    if (!this.#quiet && this.#stream.isTTY) this.#bars = this.#openBars();
  }

  /** A unit starts. */
  start(unit: PlannedUnit): void {
    if (this.#bars === null) return;
    const bar = this.#bars.create(1, 0, { ...texts(NOTHING), name: this.#nameOf(unit), left: '–' });
    this.#live.set(unit.id, { bar, state: NOTHING });
  }

  /** A unit has come this far. */
  update(unit: PlannedUnit, state: UnitState): void {
    const live = this.#live.get(unit.id);
    if (live === undefined) return;
    live.state = state;
    const done = unit.iterations === 0 ? state.fraction : state.iterations / unit.iterations;
    live.bar.update(Math.min(1, done), { ...texts(state), ...this.#pace() });
  }

  /** A unit has finished. `figures` describes its result. */
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
      `${seconds.toFixed(seconds < 100 ? 1 : 0).padStart(4)} s`,
    ];
    this.say(parts.join('  '));
  }

  /** A unit has failed, and its seed with it. */
  fail(unit: PlannedUnit, { message }: Error): void {
    this.#end(unit);
    this.say(`${this.#nameOf(unit).trimEnd()} failed: ${message}`);
  }

  /** One line of words. */
  say(line: string): void {
    if (this.#quiet) return;
    if (this.#bars === null) this.#stream.write(`${line}\n`);
    else this.#bars.log(`${line}\n`);
  }

  /** Takes the live lines away and gives the cursor back. */
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
    return `${this.#hasSeveralSeeds ? `seed ${seed}  ` : ''}${fitting(arm, this.#stream.columns)}`;
  }

  /** Iterations per second, and the time that the rest takes at this speed. */
  #pace(): { readonly speed: string; readonly left: string } {
    const running = [...this.#live.values()].reduce((sum, { state }) => sum + state.iterations, 0);
    const speed = (this.#done + running) / ((performance.now() - this.#started) / 1000);
    return { speed: speed.toFixed(0), left: clock((this.#left - running) / speed) };
  }

  #openBars(): cliProgress.MultiBar {
    const isWide = this.#stream.columns >= WIDE;
    const bars = new cliProgress.MultiBar({
      format: isWide
        ? '{name} {bar} {percentage} %  loss {loss}  validation {validation}, {accuracy}  {speed} it/s  {left} to go'
        : '{name} {bar} {percentage} %  validation {accuracy}  {left} to go',
      stream: this.#stream,
      barsize: isWide ? 24 : 12,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false,
      linewrap: false,
      emptyOnZero: true,
      formatValue: (value, options, type) =>
        type === 'percentage'
          ? String(value).padStart(3)
          : cliProgress.Format.ValueFormat(value, options, type),
    });
    return bars;
  }
}

/** Columns that the long live line takes. */
const WIDE = 120;

/** What else the short live line takes, with a seed and a remaining time in hours. */
const REST = 66;

/** A name cut to the room that it has in so many columns, at least 8. */
export function fitting(name: string, columns: number | undefined): string {
  const room = Math.min(28, Math.max(8, (columns ?? 80) - REST));
  return name.length > room ? `${name.slice(0, room - 1)}…` : name.padEnd(8);
}

const texts = ({ loss, validationLoss, validationAccuracy }: UnitState) => ({
  loss: fixed3(loss),
  validation: fixed3(validationLoss),
  accuracy: (validationAccuracy === null ? '–' : percent(validationAccuracy)).padStart(7),
});

const fixed3 = (value: number | null): string => (value === null ? '–' : value.toFixed(3)).padStart(5);

const sumOf = (units: readonly PlannedUnit[]): number =>
  units.reduce((sum, { iterations }) => sum + iterations, 0);

/** Seconds as "1:05" or "1:02:05"; "–" when unknown. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const total = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
