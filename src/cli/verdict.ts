import { type Answer, conditionsOf, verdictNotes } from '../experiments/index.ts';
import { percent, whole } from '../experiments/text.ts';
import type { RunRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';
import { wrapped } from './words.ts';

const MARKS: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no ', undecided: '?  ' };

/** The verdict with its conditions, the controls and the notes, in lines of at most 80 columns; empty before there is one. */
export function verdictLines({ verdict, controls, config }: RunRecord<FindConfig>): string[] {
  if (verdict === null) return [];
  return [
    ...wrapped(verdict.text),
    ...conditionsOf(verdict).map(
      ({ name, ticket, bar, answer }) =>
        `  ${MARKS[answer]}  ${name.padEnd(39)}  ${ticket.padStart(7)}  ${bar}`,
    ),
    ...Object.entries(controls).map(
      ([name, control]) =>
        `       control: ${name.padEnd(30)}  ${percent(control.testAccuracy, 2).padStart(7)}  at iteration ${whole(control.earlyStopIteration)}`,
    ),
    `The target is the dense network’s accuracy − ${percent(config.tolerance, 2)}.`,
    ...verdictNotes(verdict).flatMap((note) => wrapped(note)),
    'One seed proves nothing: repeat with others.',
  ];
}
