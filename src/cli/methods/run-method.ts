import { availableParallelism } from 'node:os';
import { counted } from '../../experiments/text.ts';
import { kernelsInfo, useKernels } from '../../kernels/index.ts';
import { InterruptedError } from '../exit-codes.ts';
import { withInterrupt } from '../interrupt.ts';
import type { MethodOutput } from '../options.ts';
import { resumeCommand } from '../resume-command.ts';
import { thenDraw } from '../then-draw.ts';
import { seedsFrom } from '../trials-run.ts';
import { TrialsView } from '../trials-view.ts';
import type { Method, MethodConfig } from './method.ts';
import { MethodRun } from './method-run.ts';
import { figuresTable, inLines } from './method-table.ts';
import { type Ended, openRunner, type Runner } from './runners.ts';

/**
 * Any method's command: one experiment a seed, in worker threads where there are several; each result is on disk as soon
 * as it is there. Prints the figures beside the paper's. A seed that fails is thrown in the end, the first by seed; the
 * others are not touched by it.
 */
export async function runMethod<Config extends MethodConfig>(
  method: Method<Config>,
  asked: Config,
  output: MethodOutput,
): Promise<void> {
  const { out, resume, json, quiet, kernels, trials, threads } = output;
  if (kernels !== undefined) useKernels(kernels);
  const resumed = resume === undefined ? null : MethodRun.open(method, resume);
  const config = resumed?.record.config ?? asked;
  const count = resumed?.open.length ?? seedsFrom(config.seed, trials).length;
  // This throws what cannot be done, before a folder is made.
  method.check(config);
  const runner = await openRunner(Math.min(threads ?? availableParallelism(), count));
  try {
    const run = resumed ?? MethodRun.create(method, config, trials, out);
    const view = new TrialsView(process.stderr, quiet);
    view.say(
      count === 0
        ? `Finished already: ${run.folder}`
        : `${resumed ? 'Going on with' : 'Writing'} ${run.folder}, ${counted(count, 'seed')} to run, ${kernelsInfo().name} kernels`,
    );
    const failures = await runSeeds(run, runner, { method, view, output });
    const { table, notes } = run.summary();
    const words = [
      figuresTable(run.record.figures, table),
      '',
      ...notes.map(inLines),
      `Report: ${run.reportPath}`,
    ];
    process.stdout.write(json ? `${JSON.stringify(run.record)}\n` : `${words.join('\n')}\n`);
    if (failures.length > 0) throw failures[0];
  } finally {
    await runner.close();
  }
}

/** Runs the seeds without a result and keeps each as it ends; the errors of those that failed, by seed. */
async function runSeeds<Config extends MethodConfig>(
  run: MethodRun<Config>,
  runner: Runner,
  {
    method,
    view,
    output: { kernels },
  }: { readonly method: Method<Config>; readonly view: TrialsView; readonly output: MethodOutput },
): Promise<Error[]> {
  const { record, open: seeds } = run;
  const orders = seeds.map((seed) => ({
    method: method.name,
    config: { ...record.config, seed },
    ...(kernels !== undefined && { kernels }),
  }));
  const failures: Error[] = [];
  const onEnd = (ended: Ended, index: number) => {
    const seed = seeds[index];
    if (ended.error === null) {
      const { seconds } = ended.outcome;
      const { result } = ended.outcome;
      run.keep({ seed, result, error: null, seconds });
      view.ended(seed, method.summarize(record.config, new Map(Object.entries(result))).line);
      return;
    }
    const { error, words } = ended;
    run.keep({ seed, result: null, error: words, seconds: null });
    view.ended(seed, `failed: ${words}`);
    error.message = `seed ${seed}: ${words}`;
    failures[index] = error;
  };
  const onProgress = (state: Parameters<TrialsView['update']>[1], index: number) =>
    view.update(seeds[index], state);
  const work = () =>
    withInterrupt(
      (signal) => runner.run(orders, { signal, onProgress, onEnd }),
      () => view.stop(),
    ).finally(() => view.stop());
  view.begin();
  try {
    await thenDraw(work, () => run.draw());
  } catch (error) {
    if (error instanceof InterruptedError) error.message += `; ${whereItStands(run)}`;
    throw error;
  }
  return failures.filter((failure) => failure !== undefined);
}

const whereItStands = ({
  record: { method, trials },
  open,
  folder,
}: Pick<MethodRun<MethodConfig>, 'record' | 'open' | 'folder'>): string =>
  `${trials.length - open.length} of ${counted(trials.length, 'seed')} finished in ${folder}\nResume with: ${resumeCommand(method, folder)}`;
