// One trial of several, in a worker thread: the same search as a run alone, in a folder of its own.

import { join } from 'node:path';
import { type KernelsName, useKernels } from '../kernels/index.ts';
import type { Trial } from '../parallel/index.ts';
import type { RunRecord } from '../report/index.ts';
import { releaseFolder } from '../runs/lock.ts';
import type { FindConfig } from './find-config.ts';
import { Run } from './run.ts';
import { exists, FILES } from './run-folder.ts';
import { prepareSearch, search } from './search.ts';
import { type TrialState, TrialWatcher } from './trial-watcher.ts';

/** What a trial is told. */
export interface FindTrial {
  readonly config: FindConfig;
  /** The trial's own folder; one that holds a run is gone on with. */
  readonly folder: string;
  /** The kernels to compute with; the engine's choice without them. */
  readonly kernels?: KernelsName;
}

/** Trains what the trial's folder does not hold yet, and gives its record. */
export const trial: Trial<FindTrial, RunRecord<FindConfig>, TrialState> = async (
  { config, folder, kernels },
  { report, signal },
) => {
  if (kernels !== undefined) useKernels(kernels);
  try {
    const resumed = exists(join(folder, FILES.record)) ? await Run.open(folder) : null;
    const prepared = prepareSearch(config, new TrialWatcher(report), resumed?.progress ?? null);
    const run = resumed ?? Run.create(config, folder);
    if (run.isFinished) run.draw(prepared.image);
    else await search(run, prepared, signal);
    return run.record;
  } finally {
    releaseFolder(folder); // the process goes on with other trials
  }
};
