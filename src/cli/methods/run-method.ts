import { availableParallelism } from 'node:os';
import { kernelsInfo, useKernels } from '../../kernels/index.ts';
import { InterruptedError } from '../exit-codes.ts';
import { withInterrupt } from '../interrupt.ts';
import { loadData } from '../setup.ts';
import { TrialsView } from '../trials-view.ts';
import { counted } from '../words.ts';
import type { Method, MethodConfig } from './method.ts';
import { MethodRun } from './method-run.ts';
import { figuresTable } from './method-table.ts';
import type { MethodOutput } from './options.ts';
import { type Ended, here, inWorkers } from './runners.ts';

/**
 * Any method's command: one experiment a seed, in worker threads where there are several; each result is on disk as soon
 * as it is there. Prints the figures beside the paper's. A seed that fails is thrown in the end; the others are not
 * touched by it.
 */
export async function runMethod<Config extends MethodConfig, Result>(
  method: Method<Config, Result>,
  asked: Config,
  { out, resume, json, quiet, kernels, trials, threads }: MethodOutput,
): Promise<void> {
  if (kernels !== undefined) useKernels(kernels);
  const resumed = resume === undefined ? null : MethodRun.open(method, resume);
  const config = resumed?.record.config ?? asked;
  method.check?.(config, loadData(config));
  const run = resumed ?? MethodRun.create(method, config, trials, out);
  const seeds = run.open;
  const view = new TrialsView(process.stderr, quiet);
  const workers = Math.min(threads ?? availableParallelism(), seeds.length);
  view.say(
    `${resumed ? 'Going on with' : 'Writing'} ${run.folder}, ${counted(seeds.length, 'seed')} to run, ${kernelsInfo().name} kernels`,
  );
  const failures: Error[] = [];
  const orders = seeds.map((seed) => ({
    method: method.name,
    config: { ...config, seed },
    ...(kernels !== undefined && { kernels }),
  }));
  const onEnd = ({ error, outcome }: Ended, index: number) => {
    const seed = seeds[index];
    if (error !== null) failures.push(error);
    const result = (outcome?.result ?? null) as Result | null;
    run.keep({ seed, result, error: error?.message ?? null, seconds: outcome?.seconds ?? null });
    view.ended(seed, result === null ? `failed: ${error?.message}` : method.line(result));
  };
  try {
    view.begin();
    await withInterrupt(
      (signal) =>
        (workers > 1 ? inWorkers(workers) : here)(orders, {
          signal,
          onProgress: (state, index) => view.update(seeds[index], state),
          onEnd,
        }),
      () => view.stop(),
    );
  } catch (error) {
    if (error instanceof InterruptedError)
      error.message += `; ${run.record.trials.length - run.open.length} of ${counted(run.record.trials.length, 'seed')} finished in ${run.folder}\nGo on by: winning-ticket ${method.name} --resume ${run.folder}`;
    throw error;
  } finally {
    view.stop();
    run.draw();
  }
  const words = [
    figuresTable(run.record.figures, method.words),
    '',
    ...run.notes(),
    `Report: ${run.reportPath}`,
  ];
  process.stdout.write(json ? `${JSON.stringify(run.record)}\n` : `${words.join('\n')}\n`);
  if (failures.length > 0) throw failures[0];
}
