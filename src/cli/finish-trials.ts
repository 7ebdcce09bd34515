import { join } from 'node:path';
import type { KernelsName } from '../kernels/index.ts';
import { type TrialError, TrialPool } from '../parallel/index.ts';
import type { RunRecord } from '../report/index.ts';
import { wordsOf } from './exit-codes.ts';
import type { FindConfig } from './find-config.ts';
import type { FindTrial } from './find-trial.ts';
import type { TrialState } from './trial-watcher.ts';
import type { TrialsRun } from './trials-run.ts';
import type { TrialsView } from './trials-view.ts';

/** The module that runs in the workers: beside this one, from source as well as built. */
const TASK = new URL(`./find-trial${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Milliseconds an interrupted trial has to draw what it knows. */
const PATIENCE = 5000;

type Pool = TrialPool<FindTrial, RunRecord<FindConfig>, TrialState>;

/** Threads for trials of `find`. */
export const openTrialPool = (threads: number): Promise<Pool> =>
  TrialPool.open(TASK, { threads, patience: PATIENCE });

/** Who watches, who may interrupt, and what to compute with. */
interface Circumstances {
  readonly view: TrialsView;
  readonly signal: AbortSignal;
  readonly kernels?: KernelsName;
}

/**
 * Runs the trials that have not finished, and keeps each as it ends. Gives the errors of those that failed; throws the
 * signal's reason once all have stopped on it.
 */
export async function finishTrials(
  run: TrialsRun,
  pool: Pool,
  { view, signal, kernels }: Circumstances,
): Promise<TrialError[]> {
  const open = run.open.map((index) => ({ index, ...run.record.trials[index] }));
  const inputs = open.map(({ seed, folder }) => ({
    config: { ...run.config, seed },
    folder: join(run.folder, folder),
    ...(kernels !== undefined && { kernels }),
  }));
  view.begin();
  const onProgress = (state: TrialState, i: number) => view.update(open[i].seed, state);
  const ends = pool.run(inputs, { signal, onProgress }).map(async (end, i) => {
    const result = await end;
    const failure = result.status === 'rejected' ? result.reason : null;
    if (failure?.end === 'aborted') return [];
    const error = failure && wordsOf(failure);
    run.keep(open[i].index, { record: result.status === 'fulfilled' ? result.value : null, error });
    view.finish(run.record.trials[open[i].index]);
    if (failure !== null) failure.message = `seed ${open[i].seed}: ${error}`;
    return failure === null ? [] : [failure];
  });
  const failures = (await Promise.all(ends)).flat();
  signal.throwIfAborted();
  return failures;
}
