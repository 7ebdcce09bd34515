import type { Say } from '../run-bench.ts';
import type { HistoryCase } from './cases.ts';
import type { Measurement, Pace, StepTime } from './program.ts';

/** One of the two sides that are compared. */
export type SideName = 'commit' | 'working tree';

/** Measures one case on one side, in a new process. */
export type Measure = (side: SideName, part: HistoryCase, pace: Pace | null) => Promise<Measurement>;

/** The times of one case, and whether both sides compute the same results. */
export interface Comparison {
  readonly case: HistoryCase;
  /** Time of a step in each round. */
  readonly rounds: readonly Record<SideName, StepTime>[];
  /** The first result in which the sides differ; undefined if all bits are equal. */
  readonly difference: string | undefined;
}

const PACE: Pace = { warmUp: 1000, timed: 2000, minSteps: 500 };

/** Compares the results of every case, then times the cases in rounds. The side that goes first alternates. */
export async function compare(
  cases: readonly HistoryCase[],
  runs: number,
  measure: Measure,
  say: Say,
): Promise<Comparison[]> {
  const comparisons = [];
  for (const part of cases) {
    const difference = await compareResults(part, measure);
    say(`history ${part.name}: ${difference ? `DIFFERENT RESULTS: ${difference}` : 'same bits'}`);
    comparisons.push({ case: part, rounds: [] as Record<SideName, StepTime>[], difference });
  }
  for (let round = 0; round < runs; round++) {
    const order: SideName[] = round % 2 === 0 ? ['commit', 'working tree'] : ['working tree', 'commit'];
    for (const { case: part, rounds } of comparisons) {
      const times = await timeRound(part, order, measure);
      rounds.push(times);
      const [before, now] = [times.commit, times['working tree']].map(({ wall }) => Math.round(wall));
      say(`history ${part.name}: round ${round + 1} of ${runs}, commit ${before} µs, working tree ${now} µs`);
    }
  }
  return comparisons;
}

async function compareResults(part: HistoryCase, measure: Measure): Promise<string | undefined> {
  const commit = await measure('commit', part, null);
  return differenceOf(commit, await measure('working tree', part, null));
}

async function timeRound(
  part: HistoryCase,
  order: readonly SideName[],
  measure: Measure,
): Promise<Record<SideName, StepTime>> {
  const times = new Map<SideName, StepTime>();
  for (const side of order) times.set(side, (await measure(side, part, PACE)).time as StepTime);
  return Object.fromEntries(times) as Record<SideName, StepTime>;
}

/** Describes the first result in which the sides differ, or returns undefined if all bits are equal. */
export function differenceOf(commit: Measurement, workingTree: Measurement): string | undefined {
  const step = commit.losses.findIndex((loss, i) => !Object.is(loss, workingTree.losses[i]));
  if (step !== -1) {
    return `the loss of step ${step} is ${commit.losses[step]} on the commit and ${workingTree.losses[step]} in the working tree`;
  }
  if (commit.checksum !== workingTree.checksum) {
    return `the weights differ after ${commit.losses.length} steps with equal losses`;
  }
  return undefined;
}
