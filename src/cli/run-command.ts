// The steps of every command: plan, run, store, report.

import { join } from 'node:path';
import { TicketError } from '../errors.ts';
import { counted } from '../experiments/format-numbers.ts';
import { useKernels } from '../kernels/index.ts';
import { createRunFolder } from '../runs/folder.ts';
import { FolderStore } from '../runs/folder-store.ts';
import type { RunPlan } from '../runs/plan.ts';
import { PAGE_FILE } from '../runs/report-files.ts';
import type { Runner } from '../runs/runner.ts';
import type { Config, RunCommand } from './commands/command.ts';
import { drawAfter } from './draw-after.ts';
import { InterruptedError } from './exit-codes.ts';
import { withInterrupt } from './interrupt.ts';
import { openRun } from './open-run.ts';
import { type CommonOptions, namingFlags, toJson } from './options/index.ts';
import { prepare } from './prepared-command.ts';
import { ProgressView } from './progress-view.ts';
import { drawRun } from './results.ts';
import { resumeCommand } from './resume-command.ts';
import { openRunner, runUnits } from './run-units.ts';

/**
 * Runs a command, or continues a run. Results are on disk as soon as they are known; tables and pages are drawn at the end, also
 * after an interruption. A seed that fails does not affect the others; its error is thrown at the end.
 */
export async function runCommand(command: RunCommand, config: Config, options: CommonOptions): Promise<void> {
  const { out, resume, trials, kernels } = options;
  if (kernels !== null) useKernels(kernels);
  const opened = resume === null ? null : await openRun(command, resume);
  const plan = opened?.plan ?? planOf(command, config, trials);
  const runner = await openRunner(plan, opened?.entries ?? new Map(), options);
  // Everything that makes the run impossible has been rejected before the folder is made.
  try {
    const store = opened ?? FolderStore.create(createRunFolder(out, command.name), plan);
    await runStore(store, runner, options);
  } finally {
    await runner.close();
  }
}

/** Returns the plan of a command. @throws {ValueError} if the options and the data do not allow the run. */
function planOf(command: RunCommand, config: Config, trials: number): RunPlan {
  const seeds = Array.from({ length: trials }, (_, i) => config.seed + i);
  const prepared = prepare({ command: command.name, options: toJson(command, config) });
  return namingFlags(command, () => prepared.plan(seeds));
}

/** Runs the unfinished units, draws the report, and prints the results. */
async function runStore(store: FolderStore, runner: Runner, { json, quiet }: CommonOptions): Promise<void> {
  const view = new ProgressView(process.stderr, quiet);
  const failures = new Map<number, Error>();
  const work = (signal: AbortSignal) => runUnits(store, runner, { view, signal, failures });
  try {
    const { record, words } = await drawAfter(
      () => withInterrupt(work, () => view.stop()).finally(() => view.stop()),
      () => drawRun(store, failures),
    );
    const text = `${words}\nReport: ${join(store.folder, PAGE_FILE)}`;
    process.stdout.write(`${json ? JSON.stringify(record) : text}\n`);
  } catch (error) {
    if (error instanceof TicketError) error.message += `; ${whatIsKept(store)}`;
    if (error instanceof InterruptedError)
      error.message += `\nResume with: ${resumeCommand(store.plan.command, store.folder)}`;
    throw error;
  }
  const { seeds } = store.plan;
  const [first] = seeds.flatMap((seed) => failures.get(seed) ?? []);
  if (first === undefined) return;
  if (seeds.length > 1) first.message = `seed ${seeds.find((seed) => failures.has(seed))}: ${first.message}`;
  if (first instanceof TicketError) first.message += `; ${whatIsKept(store)}`;
  throw first;
}

const whatIsKept = ({ entries, plan, folder }: FolderStore): string =>
  `${entries.size} of ${counted(plan.units.length, 'step')} finished in ${folder}`;
