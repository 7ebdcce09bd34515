// One run of `find`: everything between its options and its last file.

import { TicketError } from '../errors.ts';
import { type ImpOptions, imp, runExperiment, type SearchUnit } from '../experiments/index.ts';
import type { Progress } from '../pruning/index.ts';
import type { TrainingSummary } from '../report/index.ts';
import type { CurvePoint, Update } from '../training/index.ts';
import type { FindConfig } from './find-config.ts';
import type { Run } from './run.ts';
import { findOptions } from './setup.ts';
import { thenDraw } from './then-draw.ts';

/** Receives the progress of a search. */
export interface Watcher {
  /** The trainings to come; the first begins now. */
  begin(units: readonly SearchUnit[]): void;
  /** An update was made. */
  update(update: Update): void;
  /** The network was evaluated on the validation set. */
  evaluated(point: CurvePoint): void;
  /** The training is over, and the next begins. */
  finish(summary: TrainingSummary): void;
}

/** A checked search. */
export interface Search {
  readonly options: ImpOptions;
  /** The trainings that are left. */
  readonly units: readonly SearchUnit[];
  readonly watcher: Watcher;
  /** Height and width of the inputs, if they are images. */
  readonly image: readonly [number, number] | undefined;
}

/**
 * Loads the data and plans the trainings that are left. Throws what the options or the data make impossible, before a folder
 * is made.
 *
 * @param progress where the run in a folder continues; null for a new one.
 */
export function prepareSearch(config: FindConfig, watcher: Watcher, progress: Progress | null): Search {
  const options = findOptions(config, progress);
  const { image } = options.setup(config.seed).data.train;
  return { options, units: imp.units(options), watcher, image };
}

/**
 * Runs the trainings that are left, keeps each on disk, and draws at the end, early or not. The error of an early end says
 * what is kept.
 */
export async function search(
  run: Run,
  { options, units, watcher, image }: Search,
  signal: AbortSignal,
): Promise<void> {
  const train = async () => {
    let started = performance.now();
    watcher.begin(units);
    const results = runExperiment(imp, options, {
      ...{ units, signal },
      onUpdate: (update) => watcher.update(update),
      onEvaluation: (point) => watcher.evaluated(point),
    });
    for await (const { result } of results) {
      watcher.finish(await run.keep(result, (performance.now() - started) / 1000));
      started = performance.now();
    }
  };
  try {
    await thenDraw(train, () => run.draw(image));
  } catch (error) {
    if (error instanceof TicketError) error.message += `; ${run.whatIsKept()}`;
    throw error;
  }
}
