import { type Answer, conditionsOf, verdictNotes } from '../experiments/index.ts';
import { percents, plain, whole } from '../experiments/text.ts';
import type { RunRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';
import { wrapped } from './words.ts';

const MARKS: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no ', undecided: '?  ' };

/** The verdict with its conditions, the controls and the notes, in lines of at most 80 columns; empty before there is one. */
export function verdictLines({ verdict, controls, config }: RunRecord<FindConfig>): string[] {
  if (verdict === null) return [];
  const accuracies = percents(Object.values(controls).map(({ testAccuracy }) => testAccuracy));
  return [
    ...wrapped(verdict.text),
    ...conditionsOf(verdict).map(
      ({ name, ticket, bar, answer }) =>
        `  ${MARKS[answer]}  ${name.padEnd(39)}  ${ticket.padStart(7)}  ${bar}`,
    ),
    ...Object.entries(controls).map(
      ([name, { earlyStopIteration }], i) =>
        `       control: ${name.padEnd(30)}  ${accuracies[i].padStart(7)}  at iteration ${whole(earlyStopIteration)}`,
    ),
    `The target is the dense network’s accuracy − ${plain(100 * config.tolerance)} percentage points.`,
    ...verdictNotes(verdict).flatMap((note) => wrapped(note)),
    'One seed proves nothing: repeat with others.',
  ];
}
