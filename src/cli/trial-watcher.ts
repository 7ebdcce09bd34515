import type { RunContext, Unit } from '../experiments/index.ts';
import { percent } from '../experiments/text.ts';
import type { CurvePoint, Update } from '../training/index.ts';
import type { Watcher } from './search.ts';

/** The progress of a trial. */
export interface TrialState {
  /** What is trained now: "dense", "round 3", "reinit", … */
  readonly training: string;
  /** Iterations made, in all its trainings together. */
  readonly done: number;
  /** Iterations that it will have made at the end. */
  readonly total: number;
  /** The latest validation accuracy. */
  readonly accuracy: number | null;
}

/** Milliseconds between two reports. */
const PAUSE = 100;

/** Sums up a search in a few figures, and reports them, not too often. */
export class TrialWatcher implements Watcher {
  readonly #report: (state: TrialState) => void;
  #planned: readonly Unit[] = [];
  #total = 0;
  #before = 0;
  #now = 0;
  #accuracy: number | null = null;
  #reported = 0;
  #part = '';

  constructor(report: (state: TrialState) => void) {
    this.#report = report;
  }

  /** The callbacks for a run. */
  get listeners(): Required<Omit<RunContext, 'signal'>> {
    return {
      onUpdate: (update) => this.update(update),
      onEvaluation: (point) => this.evaluated(point),
      onProgress: (done, total) => this.progressed(done / total),
    };
  }

  begin(planned: readonly Unit[]): void {
    this.#planned = planned;
    this.#total = planned.reduce((sum, { iterations }) => sum + iterations, 0);
    this.#say();
  }

  update(_: Update): void {
    this.#now++; // a unit may consist of more than one training
    if (performance.now() - this.#reported >= PAUSE) this.#say();
  }

  evaluated({ validationAccuracy }: CurvePoint): void {
    this.#accuracy = validationAccuracy;
  }

  /** A fraction of work that trains nothing is done. */
  progressed(fraction: number): void {
    this.#part = ` ${percent(fraction, 0)}`;
    if (performance.now() - this.#reported >= PAUSE) this.#say();
  }

  finish(): void {
    this.#before += this.#planned[0].iterations;
    this.#now = 0;
    this.#part = '';
    this.#planned = this.#planned.slice(1);
    if (this.#planned.length > 0) this.#say();
  }

  #say(): void {
    this.#reported = performance.now();
    this.#report({
      training: `${this.#planned[0].arm}${this.#part}`,
      done: this.#before + this.#now,
      total: this.#total,
      accuracy: this.#accuracy,
    });
  }
}
