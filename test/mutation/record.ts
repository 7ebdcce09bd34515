// The results of `npm run mutation` as data and as a Markdown page.

import { PART_NAMES, type PartName } from './parts.ts';
import { SURVIVORS } from './survivors.ts';

/** A mutant for which no test failed. */
export interface Survivor {
  /** Path of the source file, relative to `src/`. */
  readonly file: string;
  /** The original code → the code of the mutant. */
  readonly change: string;
}

/** The result of running the mutants of one part. */
export interface Outcome {
  /** Date of the run, as YYYY-MM-DD. */
  readonly date: string;
  /** Number of mutants for which a test failed. */
  readonly killed: number;
  /** Number of mutants for which the tests exceeded the time limit. */
  readonly timeout: number;
  /** Mutants for which all tests passed, or that no test executes. */
  readonly survivors: readonly Survivor[];
}

/** The latest outcome of each part that has been run. */
export type MutationRecord = Readonly<Partial<Record<PartName, Outcome>>>;

/** Returns the mutation score: the percentage of mutants that were killed or timed out. */
export function score(outcomes: readonly Outcome[]): number {
  const detected = sum(outcomes, ({ killed, timeout }) => killed + timeout);
  return (100 * detected) / sum(outcomes, mutants);
}

const mutants = ({ killed, timeout, survivors }: Outcome): number => killed + timeout + survivors.length;

const sum = (outcomes: readonly Outcome[], of: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + of(outcome), 0);

/** Returns the reason why no test has to detect a survivor, or undefined if `SURVIVORS` gives none. */
export const reasonOf = ({ file, change }: Survivor): string | undefined =>
  SURVIVORS.find((known) => known.file === file && known.changes.includes(change))?.why;

/** Returns the record as Markdown: the scores of all parts, then the survivors of each part with their reasons. */
export function page(record: MutationRecord): string {
  const parts = PART_NAMES.flatMap((name) => {
    const outcome = record[name];
    return outcome ? [{ name, outcome }] : [];
  });
  const all = parts.map(({ outcome }) => outcome);
  return [
    '# Mutation testing',
    '`npm run mutation` measures how well the tests detect errors in the pruner, the optimizers, the top-k selection, ' +
      'sparse execution and the numeric functions. Stryker creates mutants: copies of the source code with one small ' +
      'change each, such as `<` replaced by `<=`. For each mutant, the tests of its module are run. The mutant is ' +
      'killed if a test fails, times out if the tests do not finish, and survives if all tests pass. The score is the ' +
      'percentage of mutants that are killed or time out.',
    'Survivors are listed below with the reason why no test has to detect them. In most cases, the mutant is equivalent ' +
      'to the original code. The command fails if a survivor has no reason, or if a score is below the minimum in ' +
      '`parts.ts`. `npm run mutation -- optim` runs one part, and `--write` saves the results in `record.json` and on this page.',
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

/** Returns the survivors grouped by reason, in the order of `SURVIVORS`. Survivors without a reason come last. */
function survivorsText(survivors: readonly Survivor[]): string {
  const reasons = new Set([...SURVIVORS.map(({ why }) => why), undefined]);
  return [...reasons]
    .map((why) => ({ why, some: survivors.filter((survivor) => reasonOf(survivor) === why) }))
    .filter(({ some }) => some.length > 0)
    .map(({ why, some }) => [why ?? '**No reason given.**', '', ...some.map(line)].join('\n'))
    .join('\n\n');
}

const line = ({ file, change }: Survivor): string => {
  const fence = change.includes('`') ? '``' : '`';
  return `- \`${file}\`: ${fence} ${change} ${fence}`;
};
