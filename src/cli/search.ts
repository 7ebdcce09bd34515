// One run's search: everything between its options and its last file, whoever watches.

import type { Split } from '../data/index.ts';
import { TicketError } from '../errors.ts';
import {
  type ExperimentSetup,
  type PlannedTraining,
  planExperiment,
  runExperiment,
} from '../experiments/index.ts';
import type { TrainingSummary } from '../report/index.ts';
import type { CurvePoint, Update } from '../training/index.ts';
import type { FindConfig } from './find-config.ts';
import type { Run } from './run.ts';
import { loadData, setUp } from './setup.ts';

/** Who is told how far a search is. */
export interface Watcher {
  /** The trainings to come; the first begins now. */
  begin(planned: readonly PlannedTraining[]): void;
  /** An update was made. */
  update(update: Update): void;
  /** The validation set was looked at. */
  evaluated(point: CurvePoint): void;
  /** The training is over, and the next begins. */
  finish(summary: TrainingSummary): void;
}

/** What a search needs, checked: whatever cannot be done was refused before a folder is made. */
export interface Search {
  readonly data: Split;
  readonly setup: ExperimentSetup;
  readonly planned: readonly PlannedTraining[];
  readonly watcher: Watcher;
}

/** Loads the data and plans the trainings. Throws what the options or the data make impossible. */
export function prepareSearch(config: FindConfig, watcher: Watcher): Search {
  const data = loadData(config);
  const setup = setUp(config, data, {
    onUpdate: (update) => watcher.update(update),
    onEvaluation: (point) => watcher.evaluated(point),
  });
  return { data, setup, planned: planExperiment(setup), watcher };
}

/**
 * Trains what a run has not trained yet, keeps each finished training on disk, and in the end, early or not, draws. An
 * early end's error says what is kept.
 */
export async function search(
  run: Run,
  { data, setup, planned, watcher }: Search,
  signal: AbortSignal,
): Promise<void> {
  try {
    let started = performance.now();
    watcher.begin(planned.slice(run.roundsDone));
    for await (const done of runExperiment(setup, { signal, ...run.resumePoint })) {
      watcher.finish(await run.keep(done, (performance.now() - started) / 1000));
      started = performance.now();
    }
  } catch (error) {
    if (error instanceof TicketError) error.message += `; ${run.whatIsKept()}`;
    throw error;
  } finally {
    run.draw(data.train.image);
  }
}
