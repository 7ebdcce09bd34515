// What a run of `npm run mutation` found, as data and as a page.

import { PART_NAMES, type PartName } from './parts.ts';
import { SURVIVORS } from './survivors.ts';

/** A mutant that no test noticed. */
export interface Survivor {
  /** Below `src/`. */
  readonly file: string;
  /** What stood there → what stood there instead. */
  readonly change: string;
}

/** What became of the mutants of one part. */
export interface Outcome {
  /** The day it was run, as YYYY-MM-DD. */
  readonly date: string;
  /** Tests failed. */
  readonly killed: number;
  /** Tests did not end. */
  readonly timeout: number;
  /** Tests passed, or none ran. */
  readonly survivors: readonly Survivor[];
}

/** The last outcome of every part that was run. */
export type MutationRecord = Readonly<Partial<Record<PartName, Outcome>>>;

/** Mutants noticed, in percent of all. */
export function score(outcomes: readonly Outcome[]): number {
  const noticed = sum(outcomes, ({ killed, timeout }) => killed + timeout);
  return (100 * noticed) / sum(outcomes, mutants);
}

const mutants = ({ killed, timeout, survivors }: Outcome): number => killed + timeout + survivors.length;

const sum = (outcomes: readonly Outcome[], of: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + of(outcome), 0);

/** Why a survivor may live, or undefined where nobody said. */
export const reasonOf = ({ file, change }: Survivor): string | undefined =>
  SURVIVORS.find((known) => known.file === file && known.changes.includes(change))?.why;

/** The record as Markdown: the score of each part, then its survivors with their reasons. */
export function page(record: MutationRecord): string {
  const parts = PART_NAMES.flatMap((name) => {
    const outcome = record[name];
    return outcome ? [{ name, outcome }] : [];
  });
  const all = parts.map(({ outcome }) => outcome);
  return [
    '# Mutation testing',
    '`npm run mutation` breaks the pruner, the optimizers, the numerics, top-k and sparse execution in every small way that ' +
      'Stryker knows, one at a time, and runs the tests of that room. A break that no test notices survives: it is listed ' +
      'below, with the reason why it may, or the command fails. `npm run mutation -- optim` runs one part; `--write` keeps what was found.',
    [
      '| part | run on | mutants | killed | timed out | survived | score |',
      '|---|---|---|---|---|---|---|',
      ...parts.map(({ name, outcome }) => row(name, outcome.date, [outcome])),
      row('all', '', all),
    ].join('\n'),
    ...parts.flatMap(({ name, outcome }) =>
      outcome.survivors.length === 0 ? [] : [`## Survivors: ${name}`, survivorsText(outcome.survivors)],
    ),
    '',
  ].join('\n\n');
}

const row = (name: string, date: string, outcomes: readonly Outcome[]): string =>
  [
    `| ${name}`,
    date,
    sum(outcomes, mutants),
    sum(outcomes, ({ killed }) => killed),
    sum(outcomes, ({ timeout }) => timeout),
    sum(outcomes, ({ survivors }) => survivors.length),
    `${score(outcomes).toFixed(1)} % |`,
  ].join(' | ');

/** Survivors under their reasons, in the order of `SURVIVORS`; those without one last. */
function survivorsText(survivors: readonly Survivor[]): string {
  const reasons = new Set([...SURVIVORS.map(({ why }) => why), undefined]);
  return [...reasons]
    .map((why) => ({ why, some: survivors.filter((survivor) => reasonOf(survivor) === why) }))
    .filter(({ some }) => some.length > 0)
    .map(({ why, some }) => [why ?? '**Not explained.**', '', ...some.map(line)].join('\n'))
    .join('\n\n');
}

const line = ({ file, change }: Survivor): string => {
  const fence = change.includes('`') ? '``' : '`';
  return `- \`${file}\`: ${fence} ${change} ${fence}`;
};
