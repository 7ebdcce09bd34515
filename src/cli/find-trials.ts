import { availableParallelism } from 'node:os';
import { counted } from '../experiments/text.ts';
import { kernelsInfo, useKernels } from '../kernels/index.ts';
import type { TrialError } from '../parallel/index.ts';
import { InterruptedError } from './exit-codes.ts';
import type { FindConfig, FindOutput } from './find-config.ts';
import { finishTrials, openTrialPool } from './finish-trials.ts';
import { withInterrupt } from './interrupt.ts';
import { resumeCommand } from './resume-command.ts';
import { prepareSearch, type Watcher } from './search.ts';
import { thenDraw } from './then-draw.ts';
import { seedsFrom, TrialsRun } from './trials-run.ts';
import { trialsTable } from './trials-table.ts';
import { TrialsView } from './trials-view.ts';
import { trialsLines } from './trials-words.ts';

/**
 * `winning-ticket find --trials`: the same experiment with several seeds, in worker threads, then a table and what all
 * say together. A trial that fails is thrown in the end, the first by seed; the others are not touched by it.
 */
export async function runFindTrials(asked: FindConfig, output: FindOutput): Promise<void> {
  if (output.kernels !== undefined) useKernels(output.kernels);
  const resumed = output.resume === undefined ? null : TrialsRun.open(output.resume);
  const config = resumed?.config ?? asked;
  const count = resumed?.open.length ?? seedsFrom(config.seed, output.trials ?? 1).length;
  // Whatever cannot be done is refused here, before a folder is made.
  prepareSearch(config, NOBODY, null);
  const threads = Math.min(output.threads ?? availableParallelism(), count);
  const pool = count === 0 ? null : await openTrialPool(threads);
  try {
    const run = resumed ?? TrialsRun.create(config, output.trials ?? 1, output.out);
    const view = new TrialsView(process.stderr, output.quiet ?? false);
    const machine = `${counted(threads, 'thread')}, ${kernelsInfo().name} kernels`;
    const failures = await untilInterrupted(run, view, async (signal) => {
      if (pool === null) view.say(`Finished already: ${titleOf(run)}`);
      else view.say(`${resumed ? `Going on with ${count} of` : 'Writing'} ${titleOf(run)}, ${machine}`);
      return pool === null ? [] : await finishTrials(run, pool, { ...output, view, signal });
    });
    const words = [trialsTable(run.record), '', ...trialsLines(run.record), `Report: ${run.reportPath}`];
    process.stdout.write(output.json ? `${JSON.stringify(run.record)}\n` : `${words.join('\n')}\n`);
    if (failures.length > 0) throw failures[0];
  } finally {
    await pool?.close();
  }
}

/** Does the work until its end or an interrupt, then draws what is known. */
async function untilInterrupted(
  run: TrialsRun,
  view: TrialsView,
  work: (signal: AbortSignal) => Promise<TrialError[]>,
): Promise<TrialError[]> {
  const interruptible = () => withInterrupt(work, () => view.stop()).finally(() => view.stop());
  try {
    return await thenDraw(interruptible, () => run.draw());
  } catch (error) {
    if (error instanceof InterruptedError)
      error.message += `; ${run.count - run.open.length} of ${counted(run.count, 'trial')} finished in ${run.folder}\nResume with: ${resumeCommand('find', run.folder)}`;
    throw error;
  }
}

function titleOf({ folder, count, record: { trials } }: TrialsRun): string {
  return `${folder}, ${counted(count, 'trial')}, seeds ${trials[0].seed} to ${trials[count - 1].seed}`;
}

const NOBODY: Watcher = { begin() {}, update() {}, evaluated() {}, finish() {} };
