import { counted } from '../experiments/format-numbers.ts';
import { kernelsInfo } from '../kernels/index.ts';
import { defaultThreads } from '../parallel/default-threads.ts';
import { executePlan } from '../runs/execute-plan.ts';
import type { FolderStore } from '../runs/folder-store.ts';
import type { RunPlan } from '../runs/plan.ts';
import { inThisThread, inWorkerThreads, type Runner } from '../runs/runner.ts';
import type { Store } from '../runs/store.ts';
import type { CommonOptions } from './options/index.ts';
import { prepare } from './prepared-command.ts';
import type { ProgressView } from './progress-view.ts';
import { lineOfSeed } from './results.ts';
import { trial } from './unit-task.ts';

/** URL of the module that runs in the workers, which is in the same folder in the sources and in the build. */
const TASK = new URL(`./unit-task${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Opens a runner for the unfinished units: this thread if one is enough, otherwise worker threads.
 *
 * @throws {MissingPackageError} if threads are needed and the package `piscina` is not installed.
 */
export async function openRunner(
  plan: RunPlan,
  entries: Store['entries'],
  { threads, kernels }: Pick<CommonOptions, 'threads' | 'kernels'>,
): Promise<Runner> {
  const open = openUnits({ plan, entries });
  const seeds = new Set(open.map(({ seed }) => seed)).size;
  const slots = Math.min(threads ?? defaultThreads(seeds), open.length);
  return slots > 1 ? inWorkerThreads(TASK, { threads: slots, kernels }) : inThisThread(trial);
}

/** Receivers of progress and errors, and the signal that stops the run. */
interface Reports {
  readonly view: ProgressView;
  readonly signal: AbortSignal;
  /** The errors by seed, which the run adds to. */
  readonly failures: Map<number, Error>;
}

/** Runs the unfinished units and shows the progress. */
export async function runUnits(
  store: FolderStore,
  runner: Runner,
  { view, signal, failures }: Reports,
): Promise<void> {
  const { plan, entries, folder } = store;
  if (openUnits(store).length === 0) return view.say(`Finished already: ${folder}`);
  const how = entries.size === 0 ? 'Writing' : 'Continuing';
  view.say(`${how} ${folder}, ${seedsText(plan)}, ${machineText(runner)}`);
  view.begin(plan, entries);
  const isOnlySeed = plan.seeds.length === 1;
  const { command } = prepare(plan);
  await executePlan(store, runner, {
    signal,
    onStart: (unit) => view.start(unit),
    onProgress: (unit, state) => view.update(unit, state),
    onFinish: (unit, { facts, seconds }) => {
      view.finish(unit, seconds, facts === null ? '' : (command.describe?.(facts) ?? ''));
      const isLast = openUnits(store).every(({ seed }) => seed !== unit.seed);
      if (isLast && !isOnlySeed) view.say(`seed ${unit.seed}  ${lineOfSeed(store, unit.seed)}`);
    },
    onFailure: (unit, error) => {
      failures.set(unit.seed, error);
      view.fail(unit, error);
    },
  });
}

const openUnits = ({ plan, entries }: Pick<Store, 'plan' | 'entries'>) =>
  plan.units.filter(({ id }) => !entries.has(id));

const seedsText = ({ seeds }: RunPlan): string =>
  seeds.length === 1
    ? `seed ${seeds[0]}`
    : `${counted(seeds.length, 'seed')} from ${seeds[0]} to ${seeds.at(-1)}`;

const machineText = ({ slots }: Runner): string =>
  `${slots === 1 ? '' : `${slots} threads, `}${kernelsInfo().name} kernels`;
