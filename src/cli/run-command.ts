// Every command: plan → run → store → report.

import { TicketError, ValueError } from '../errors.ts';
import { counted } from '../experiments/text.ts';
import { type KernelsName, useKernels } from '../kernels/index.ts';
import { createRunFolder } from '../runs/folder.ts';
import { FolderStore } from '../runs/folder-store.ts';
import type { RunPlan } from '../runs/plan.ts';
import type { Runner } from '../runs/runner.ts';
import type { Config, RunCommand } from './commands/command.ts';
import { drawRun } from './draw-run.ts';
import { InterruptedError } from './exit-codes.ts';
import { withInterrupt } from './interrupt.ts';
import { openRun } from './open-run.ts';
import { toJson } from './options/index.ts';
import { prepare } from './prepared.ts';
import { ProgressView } from './progress-view.ts';
import { resumeCommand } from './resume-command.ts';
import { openRunner, runUnits } from './run-units.ts';
import { thenDraw } from './then-draw.ts';

/** Options that decide where files and words go, and nothing of a result. */
export interface RunOptions {
  /** The folder to write; the next free runs/COMMAND-N without it. */
  readonly out?: string;
  /** Continues the run in this folder, with its own options. */
  readonly resume?: string;
  /** Number of seeds, from the config's on. */
  readonly trials: number;
  /** Units to run at a time; one per core, but at most one per seed, without it. */
  readonly threads?: number;
  readonly kernels?: KernelsName;
  readonly json: boolean;
  readonly quiet: boolean;
}

/**
 * Runs a command, or continues a run. Results are on disk as soon as they are known; tables and pages are drawn at the end,
 * early or not. A seed that fails leaves the others alone; the error of the first one is thrown in the end.
 */
export async function runCommand(command: RunCommand, config: Config, options: RunOptions): Promise<void> {
  const { out, resume, trials, kernels } = options;
  if (kernels !== undefined) useKernels(kernels);
  const opened = resume === undefined ? null : await openRun(command, resume);
  const plan = opened?.plan ?? planOf(command, config, trials);
  const runner = await openRunner(plan, opened?.entries ?? new Map(), options);
  // Whatever cannot be done has been rejected now, before a folder is made.
  try {
    const store = opened ?? FolderStore.create(createRunFolder(out ?? null, command.name), plan);
    await runStore(store, runner, options);
  } finally {
    await runner.close();
  }
}

/** Throws what the options or the data make impossible. */
const planOf = (command: RunCommand, config: Config, trials: number): RunPlan =>
  prepare({ command: command.name, options: toJson(command, config) }).plan(seedsFrom(config.seed, trials));

/** Runs what has not finished, draws, and prints the results. */
async function runStore(store: FolderStore, runner: Runner, { json, quiet }: RunOptions): Promise<void> {
  const view = new ProgressView(process.stderr, quiet);
  const failures = new Map<number, Error>();
  const work = (signal: AbortSignal) => runUnits(store, runner, { view, signal, failures });
  try {
    const { record, words } = await thenDraw(
      () => withInterrupt(work, () => view.stop()).finally(() => view.stop()),
      () => drawRun(store, failures),
    );
    process.stdout.write(json ? `${JSON.stringify(record)}\n` : `${words}\n`);
  } catch (error) {
    if (error instanceof TicketError) error.message += `; ${whatIsKept(store)}`;
    if (error instanceof InterruptedError)
      error.message += `\nResume with: ${resumeCommand(store.plan.command, store.folder)}`;
    throw error;
  }
  const [first] = store.plan.seeds.flatMap((seed) => failures.get(seed) ?? []);
  if (first === undefined) return;
  if (first instanceof TicketError) first.message += `; ${whatIsKept(store)}`;
  throw first;
}

const whatIsKept = ({ entries, plan, folder }: FolderStore): string =>
  `${entries.size} of ${counted(plan.units.length, 'step')} finished in ${folder}`;

/** seed, seed + 1, … @throws {ValueError} if they are not all safe integers. */
export function seedsFrom(seed: number, count: number): number[] {
  const last = seed + (count - 1);
  if (!Number.isSafeInteger(last))
    throw new ValueError('--trials', 'must leave every seed an integer up to 9,007,199,254,740,991', last);
  return Array.from({ length: count }, (_, i) => seed + i);
}
