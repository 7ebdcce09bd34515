import { conditionsOf } from '../../experiments/imp/verdict-text.ts';
import type { SeedsMetric, SeedsVerdict } from '../../experiments/index.ts';
import { plain, signedAlike } from '../format.ts';
import type { VerdictWithText } from '../record.ts';
import { rowsOfCells, type TextTable } from './text-table.ts';

/**
 * Returns a table of the conditions for winning on one seed: the ticket's value, the value it must reach, and whether it does.
 */
export function conditionsTable(verdict: VerdictWithText, tolerance: number): TextTable {
  return {
    title: 'The conditions',
    columns: [
      { heading: 'Condition', short: 'condition' },
      { heading: 'Ticket', short: 'ticket' },
      { heading: 'Bar', short: 'bar' },
      { heading: 'Holds', short: 'holds' },
    ],
    rows: rowsOfCells(
      conditionsOf(verdict).map(({ name, ticket, bar, answer }) => [name, ticket, bar, { answer }]),
    ),
    notes: [`The target is the dense network’s accuracy − ${plain(100 * tolerance)} percentage points.`],
  };
}

/**
 * Returns a table of the conditions for winning over several seeds: mean and interval of the difference from the dense network.
 */
export function seedsConditionsTable(verdict: SeedsVerdict): TextTable {
  const { reachesTarget, matchesDense, trainsAsFast } = verdict;
  const rows = [
    ['reaches the target accuracy', 'at least', reachesTarget, points],
    ['matches or exceeds dense (not required)', 'at least', matchesDense, points],
    ['trains in no more iterations', 'at most', trainsAsFast, iterations],
  ] as const;
  return {
    title: 'The conditions over all seeds',
    columns: [
      { heading: 'Condition', short: 'condition' },
      { heading: 'Mean', short: 'mean' },
      { heading: '95 % interval' },
      { heading: 'Bar', short: 'bar' },
      { heading: 'Holds', short: 'holds' },
    ],
    rows: rowsOfCells(
      rows.map(([name, side, metric, show]) => {
        const { mean, interval, bar } = shownMetric(metric, show);
        return [name, mean, interval, `${side} ${bar}`, { answer: metric.answer }];
      }),
    ),
    notes: [
      'Ticket − dense, seed by seed: accuracies in percentage points, and the iterations until the dense network’s best validation loss.',
    ],
  };
}

/** Formats the numbers of a condition with the same number of decimals. */
function shownMetric(
  { difference, bar }: SeedsMetric,
  show: (values: readonly number[]) => string[],
): { readonly mean: string; readonly interval: string; readonly bar: string } {
  const [mean, limit, ...ends] = show([difference.mean, bar, ...(difference.interval ?? [])]);
  return { mean, bar: limit, interval: ends.join(' to ') || '–' };
}

/** Formats fractions as percentage points: "+0.51". */
const points = (fractions: readonly number[]): string[] =>
  signedAlike(
    fractions.map((fraction) => 100 * fraction),
    2,
  );

/** Formats numbers of iterations: "−1,200". */
const iterations = (values: readonly number[]): string[] => signedAlike(values, 0);
