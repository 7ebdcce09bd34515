import { fourDigits, median } from '../statistics.ts';
import { figure, markdown } from '../table.ts';
import type { Comparison } from './compare.ts';
import type { StepTime } from './program.ts';

/** One line of the result of `history`. */
export interface HistoryRow {
  readonly bench: 'history';
  /** `density 0.1`, … */
  readonly case: string;
  /** Full hash of the commit. */
  readonly commit: string;
  /** Microseconds per step on the commit: the median over rounds. */
  readonly commitMicroseconds: number;
  /** Microseconds per step in the working tree: the median over rounds. */
  readonly microseconds: number;
  /** Median over rounds of the working tree's time ÷ the commit's in the same round; above 1, the working tree is slower. */
  readonly ratio: number;
  /** The same median for processor time, which depends less on other programs. */
  readonly cpuRatio: number;
  /** Smallest ratio of a round. */
  readonly minRatio: number;
  /** Largest ratio of a round. */
  readonly maxRatio: number;
  /** Whether the losses and weights of both sides are equal in every bit. */
  readonly sameBits: boolean;
}

/** Summarizes the times of one case, to four digits. */
export function historyRow(hash: string, { case: { name }, rounds, difference }: Comparison): HistoryRow {
  const ratiosOf = (clock: keyof StepTime) =>
    rounds.map((round) => round['working tree'][clock] / round.commit[clock]);
  const ratios = ratiosOf('wall');
  return {
    bench: 'history',
    case: name,
    commit: hash,
    commitMicroseconds: fourDigits(median(rounds.map(({ commit }) => commit.wall))),
    microseconds: fourDigits(median(rounds.map((round) => round['working tree'].wall))),
    ratio: fourDigits(median(ratios)),
    cpuRatio: fourDigits(median(ratiosOf('cpu'))),
    minRatio: fourDigits(Math.min(...ratios)),
    maxRatio: fourDigits(Math.max(...ratios)),
    sameBits: difference === undefined,
  };
}

/** Prints the rows as a Markdown table. */
export function historyTable(rows: readonly HistoryRow[]): string {
  const heading = ['case', 'µs, commit', 'µs, now', 'now ÷ commit', 'min … max', 'CPU time', 'same bits'];
  const lines = rows.map((row) => [
    row.case,
    figure(row.commitMicroseconds),
    figure(row.microseconds),
    row.ratio.toFixed(3),
    `${row.minRatio.toFixed(3)} … ${row.maxRatio.toFixed(3)}`,
    row.cpuRatio.toFixed(3),
    row.sameBits ? 'yes' : 'NO',
  ]);
  return markdown(heading, lines, (column) => column > 0 && column < 6);
}
