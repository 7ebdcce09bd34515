import type { PlannedTraining } from '../experiments/index.ts';
import type { CurvePoint, TrainerOptions, Update } from '../training/index.ts';
import type { Watcher } from './search.ts';

/** How far a trial is. */
export interface TrialState {
  /** What trains now: "dense", "round 3", "reinit", … */
  readonly training: string;
  /** Updates made, of all its trainings together. */
  readonly done: number;
  /** Updates it will have made in the end. */
  readonly total: number;
  /** Validation accuracy when last looked at. */
  readonly accuracy: number | null;
}

/** Milliseconds between two reports. */
const PAUSE = 100;

/** Sums up a search in a few figures, and reports them, not too often. */
export class TrialWatcher implements Watcher {
  readonly #report: (state: TrialState) => void;
  #planned: readonly Pick<PlannedTraining, 'name' | 'updates'>[] = [];
  #total = 0;
  #before = 0;
  #now = 0;
  #accuracy: number | null = null;
  #reported = 0;

  constructor(report: (state: TrialState) => void) {
    this.#report = report;
  }

  /** What a trainer tells. */
  get listeners(): Required<Pick<TrainerOptions, 'onUpdate' | 'onEvaluation'>> {
    return { onUpdate: (update) => this.update(update), onEvaluation: (point) => this.evaluated(point) };
  }

  begin(planned: readonly Pick<PlannedTraining, 'name' | 'updates'>[]): void {
    this.#planned = planned;
    this.#total = planned.reduce((sum, { updates }) => sum + updates, 0);
    this.#say();
  }

  update({ iteration, from }: Update): void {
    this.#now = iteration - from;
    if (performance.now() - this.#reported >= PAUSE) this.#say();
  }

  evaluated({ validationAccuracy }: CurvePoint): void {
    this.#accuracy = validationAccuracy;
  }

  finish(): void {
    this.#before += this.#planned[0].updates;
    this.#now = 0;
    this.#planned = this.#planned.slice(1);
    if (this.#planned.length > 0) this.#say();
  }

  #say(): void {
    this.#reported = performance.now();
    this.#report({
      training: this.#planned[0].name,
      done: this.#before + this.#now,
      total: this.#total,
      accuracy: this.#accuracy,
    });
  }
}
