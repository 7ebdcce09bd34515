import { fileURLToPath } from 'node:url';
import type { Say } from '../run-bench.ts';
import { CASES } from './cases.ts';
import { compileKernels, withCheckout } from './checkout.ts';
import { run } from './command.ts';
import { compare, type Measure, type SideName } from './compare.ts';
import { describeTree, findCommit } from './git.ts';
import type { Measurement, Request } from './program.ts';
import { type HistoryRow, historyRow } from './rows.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
const RUNS = 9;

/** The results of `history`. */
export interface HistoryResult {
  readonly rows: readonly HistoryRow[];
  /** Sentences printed below the table. */
  readonly notes: readonly string[];
}

/**
 * Compares the time of one training step in the working tree with that on another commit.
 * @param name the commit, as git understands it
 * @param runs timed rounds; 9 if undefined
 * @param signal interrupts the comparison; the temporary folder is removed first
 * @throws {ArgumentError} if there is no such commit
 * @throws {HistoryError} if one of the sides cannot be built or measured
 */
export async function history(
  name: string,
  runs: number = RUNS,
  say: Say,
  signal: AbortSignal,
): Promise<HistoryResult> {
  const commit = await findCommit(ROOT, name, signal);
  const tree = await describeTree(ROOT, signal);
  say(`history: preparing commit ${commit.short} and compiling the kernels of both sides`);
  await compileKernels(ROOT, 'working tree', signal);
  const comparisons = await withCheckout(ROOT, commit, signal, (folder) =>
    compare(CASES, runs, inProcesses({ commit: folder, 'working tree': ROOT }, signal), say),
  );
  const differences = comparisons.flatMap(({ case: part, difference }) =>
    difference === undefined ? [] : [`DIFFERENT RESULTS at ${part.name}: ${difference}.`],
  );
  return {
    rows: comparisons.map((comparison) => historyRow(commit.hash, comparison)),
    notes: [`rounds: ${runs}; commit: ${commit.short}; now: working tree of ${tree}`, ...differences],
  };
}

/** Measures each case in a new process whose working folder is that of the side. */
function inProcesses(roots: Record<SideName, string>, signal: AbortSignal): Measure {
  const node = ['--import', import.meta.resolve('tsx'), PROGRAM];
  return async (side, part, pace) => {
    const request: Request = { root: roots[side], case: part, pace };
    const purpose = `${side}: ${part.name} cannot be measured`;
    const args = [...node, JSON.stringify(request)];
    return JSON.parse(
      await run(purpose, process.execPath, args, { cwd: roots[side], signal }),
    ) as Measurement;
  };
}
