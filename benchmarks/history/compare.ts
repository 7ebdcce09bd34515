import type { Say } from '../run-bench.ts';
import type { HistoryCase } from './cases.ts';
import type { Measurement, Pace } from './program.ts';

/** One of the two sides that are compared. */
export type SideName = 'commit' | 'working tree';

/** Measures one case on one side, in a new process. */
export type Measure = (side: SideName, part: HistoryCase, pace: Pace | null) => Promise<Measurement>;

/** The times of one case, and whether both sides compute the same. */
export interface Comparison {
  readonly case: HistoryCase;
  /** Microseconds per step on the commit, one per round. */
  readonly commit: readonly number[];
  /** Microseconds per step in the working tree, one per round. */
  readonly workingTree: readonly number[];
  /** The first result in which the sides differ; undefined if all bits are equal. */
  readonly difference: string | undefined;
}

const PACE: Pace = { warmUp: 1000, timed: 2000 };

/** Compares the results of every case, then times the cases in rounds; the sides take turns in going first. */
export async function compare(
  cases: readonly HistoryCase[],
  runs: number,
  measure: Measure,
  say: Say,
): Promise<Comparison[]> {
  const comparisons = [];
  for (const part of cases) {
    const difference = differenceOf(
      await measure('commit', part, null),
      await measure('working tree', part, null),
    );
    say(
      `history ${part.name}: ${difference === undefined ? 'same bits' : `DIFFERENT RESULTS: ${difference}`}`,
    );
    comparisons.push({ case: part, commit: [] as number[], workingTree: [] as number[], difference });
  }
  for (let round = 0; round < runs; round++) {
    const order: SideName[] = round % 2 === 0 ? ['commit', 'working tree'] : ['working tree', 'commit'];
    for (const { case: part, commit, workingTree } of comparisons) {
      for (const side of order) {
        const { microseconds } = await measure(side, part, PACE);
        (side === 'commit' ? commit : workingTree).push(microseconds);
      }
      const [before, now] = [commit[round], workingTree[round]].map(Math.round);
      say(`history ${part.name}: round ${round + 1} of ${runs}, commit ${before} µs, working tree ${now} µs`);
    }
  }
  return comparisons;
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
