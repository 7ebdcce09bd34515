import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { kernelsInfo, useKernels } from '../kernels/index.ts';
import { type TrialError, TrialPool } from '../parallel/index.ts';
import type { RunRecord } from '../report/index.ts';
import { InterruptedError } from './exit-codes.ts';
import type { FindConfig, FindOutput } from './find-config.ts';
import type { FindTrial } from './find-trial.ts';
import { withInterrupt } from './interrupt.ts';
import { prepareSearch, type Watcher } from './search.ts';
import type { TrialState } from './trial-watcher.ts';
import { seedsFrom, TrialsRun } from './trials-run.ts';
import { trialsTable } from './trials-table.ts';
import { TrialsView } from './trials-view.ts';
import { trialsLines } from './trials-words.ts';

/** The module that runs in the workers: beside this one, from source as well as built. */
const TASK = new URL(`./find-trial${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Milliseconds an interrupted trial has to draw what it knows. */
const PATIENCE = 5000;

/**
 * `winning-ticket find --trials`: the same experiment with several seeds, in worker threads. All trials end before the
 * first failure, by seed, is thrown.
 */
export async function runFindTrials(asked: FindConfig, output: FindOutput): Promise<void> {
  const { out, resume, json, quiet, kernels, trials = 1 } = output;
  if (kernels !== undefined) useKernels(kernels);
  const resumed = resume === undefined ? null : TrialsRun.open(resume);
  const config = resumed?.config ?? asked;
  if (resumed === null) seedsFrom(config.seed, trials);
  prepareSearch(config, NOBODY); // whatever cannot be done is refused before a folder is made
  const run = resumed ?? TrialsRun.create(config, trials, out);
  const view = new TrialsView(process.stderr, quiet ?? false);
  let failures: TrialError[] = [];
  try {
    failures = await runOpenTrials(run, view, output, resumed !== null);
  } catch (error) {
    if (error instanceof InterruptedError)
      error.message += `; ${whatIsKept(run)}\nGo on by: winning-ticket find --resume ${run.folder}`;
    throw error;
  } finally {
    view.stop();
    run.draw();
  }
  const words = [trialsTable(run.record), '', ...trialsLines(run.record), `Report: ${run.reportPath}`];
  process.stdout.write(json ? `${JSON.stringify(run.record)}\n` : `${words.join('\n')}\n`);
  if (failures.length > 0) throw failures[0];
}

/** Runs the trials that have not finished; gives the errors of those that failed. */
async function runOpenTrials(
  run: TrialsRun,
  view: TrialsView,
  output: FindOutput,
  isResumed: boolean,
): Promise<TrialError[]> {
  const { kernels } = output;
  const open = run.open;
  const seeds = run.record.trials.map(({ seed }) => seed);
  const threads = Math.min(output.threads ?? availableParallelism(), open.length);
  const where = `${run.folder}, ${run.count} trials, seeds ${seeds[0]} to ${seeds[seeds.length - 1]}`;
  if (open.length === 0) {
    view.say(`Finished already: ${where}`);
    return [];
  }
  const pool = await TrialPool.open<FindTrial, RunRecord<FindConfig>, TrialState>(TASK, {
    threads,
    patience: PATIENCE,
  });
  view.say(
    `${isResumed ? 'Going on with' : 'Writing'} ${where}${isResumed ? `, ${open.length} to go` : ''}, ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${kernelsInfo().name} kernels`,
  );
  view.begin();
  const work = async (signal: AbortSignal): Promise<TrialError[]> => {
    const inputs = open.map((index) => ({
      config: { ...run.config, seed: seeds[index] },
      folder: join(run.folder, run.record.trials[index].folder),
      ...(kernels !== undefined && { kernels }),
    }));
    const onProgress = (state: TrialState, i: number) => view.update(seeds[open[i]], state);
    const results = pool.run(inputs, { signal, onProgress }).map(async (ending, i) => {
      const result = await ending;
      const failure = result.status === 'rejected' ? result.reason : null;
      if (failure?.end === 'aborted') return [];
      run.keep(open[i], {
        record: result.status === 'fulfilled' ? result.value : null,
        error: failure && String((failure.cause as Error)?.message ?? failure.message),
      });
      view.finish(run.record.trials[open[i]]);
      return failure === null ? [] : [failure];
    });
    const failures = (await Promise.all(results)).flat();
    signal.throwIfAborted();
    return failures;
  };
  try {
    return await withInterrupt(work, () => view.stop());
  } finally {
    await pool.close();
  }
}

function whatIsKept(run: TrialsRun): string {
  const done = run.count - run.open.length;
  return `${done} of ${run.count} trials are finished in ${run.folder}`;
}

const NOBODY: Watcher = { begin() {}, update() {}, evaluated() {}, finish() {} };
