import { TicketError } from '../errors.ts';
import { kernelsInfo, useKernels } from '../kernels/index.ts';
import { planExperiment, runExperiment } from '../lottery/index.ts';
import { InterruptedError } from './exit-codes.ts';
import type { FindConfig, FindOutput } from './find-config.ts';
import { withInterrupt } from './interrupt.ts';
import { ProgressView } from './progress-view.ts';
import { Run } from './run.ts';
import { loadData, setUp } from './setup.ts';
import { levelsTable } from './table.ts';
import { verdictLines } from './verdict.ts';

/** `winning-ticket find`: runs the experiment, keeps each finished training on disk, and prints table and verdict. */
export async function runFind(
  asked: FindConfig,
  { out, resume, json, quiet, kernels }: FindOutput,
): Promise<void> {
  if (kernels !== undefined) useKernels(kernels);
  const resumed = resume === undefined ? null : await Run.open(resume);
  const config = resumed?.config ?? asked;
  const view = new ProgressView(process.stderr, quiet ?? false);
  const data = loadData(config);
  const setup = setUp(config, data, {
    onUpdate: (update) => view.update(update),
    onEvaluation: (point) => view.evaluated(point),
  });
  // Whatever cannot be done is refused here, before a folder is made.
  const planned = planExperiment(setup);
  const run = resumed ?? Run.create(config, out);
  const search = async (signal: AbortSignal) => {
    view.say(
      `${resumed ? 'Going on with' : 'Writing'} ${run.folder}, seed ${config.seed}, ${kernelsInfo().name} kernels`,
    );
    view.begin(planned.slice(run.roundsDone));
    for await (const done of runExperiment(setup, { signal, ...run.resumePoint }))
      view.finish(await run.keep(done, view.seconds()));
  };
  try {
    if (run.isFinished) view.say(`Finished already: ${run.folder}, seed ${config.seed}`);
    else await withInterrupt(search, () => view.stop());
  } catch (error) {
    view.stop();
    run.draw(data.train.image);
    if (error instanceof TicketError) error.message += `; ${run.whatIsKept()}`;
    if (error instanceof InterruptedError)
      error.message += `\nGo on by: winning-ticket find --resume ${run.folder}`;
    throw error;
  }
  run.draw(data.train.image);
  const words = [levelsTable(run.record), '', ...verdictLines(run.record), `Report: ${run.reportPath}`];
  process.stdout.write(json ? `${JSON.stringify(run.record)}\n` : `${words.join('\n')}\n`);
}
