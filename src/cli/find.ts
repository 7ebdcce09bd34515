import { kernelsInfo, useKernels } from '../kernels/index.ts';
import { useThreads } from '../parallel/index.ts';
import { InterruptedError } from './exit-codes.ts';
import type { FindConfig, FindOutput } from './find-config.ts';
import { withInterrupt } from './interrupt.ts';
import { ProgressView } from './progress-view.ts';
import { resumeCommand } from './resume-command.ts';
import { Run } from './run.ts';
import { prepareSearch, search } from './search.ts';
import { levelsTable } from './table.ts';
import { verdictLines } from './verdict.ts';

/** `winning-ticket find`: runs the experiment, keeps each finished training on disk, and prints table and verdict. */
export async function runFind(asked: FindConfig, output: FindOutput): Promise<void> {
  if (output.kernels !== undefined) useKernels(output.kernels);
  const { threads = 1 } = output;
  if (threads === 1) return findOne(asked, output);
  const pool = await useThreads(threads);
  try {
    await findOne(asked, output);
  } finally {
    await pool.close();
  }
}

async function findOne(
  asked: FindConfig,
  { out, resume, json, quiet, threads = 1 }: FindOutput,
): Promise<void> {
  const resumed = resume === undefined ? null : await Run.open(resume);
  const config = resumed?.config ?? asked;
  const view = new ProgressView(process.stderr, quiet ?? false);
  const prepared = prepareSearch(config, view, resumed?.progress ?? null);
  const run = resumed ?? Run.create(config, out);
  const machine = `${threads === 1 ? '' : `${threads} threads, `}${kernelsInfo().name} kernels`;
  try {
    if (run.isFinished) {
      view.say(`Finished already: ${run.folder}, seed ${config.seed}`);
      run.draw(prepared.image);
    } else {
      const work = (signal: AbortSignal) => {
        view.say(`${resumed ? 'Going on with' : 'Writing'} ${run.folder}, seed ${config.seed}, ${machine}`);
        return search(run, prepared, signal);
      };
      await withInterrupt(work, () => view.stop());
    }
  } catch (error) {
    view.stop();
    if (error instanceof InterruptedError)
      error.message += `\nResume with: ${resumeCommand('find', run.folder)}`;
    throw error;
  }
  const words = [levelsTable(run.record), '', ...verdictLines(run.record), `Report: ${run.reportPath}`];
  process.stdout.write(json ? `${JSON.stringify(run.record)}\n` : `${words.join('\n')}\n`);
}
