import { type ControlName, type Estimate, estimate, stillImproves } from '../experiments/index.ts';
import { percent, whole } from './format.ts';
import { html, type Markup } from './markup.ts';
import { type Cell, table } from './page-tables.ts';
import type { RunRecord, TrainingSummary } from './record.ts';
import { controlLook } from './series.ts';
import { finishedTrials, type TrialEntry, type TrialsRecord } from './trials.ts';

/** A figure of one trial, and how it is shown. */
interface Column {
  readonly head: string;
  readonly of: (record: RunRecord) => number | undefined;
  readonly show: (value: number) => string;
  /** Returns the training whose early stop this is. It is marked if it is the last evaluation. */
  readonly earlyStopOf?: (record: RunRecord) => TrainingSummary | null | undefined;
}

/** All trials, one row each, with a link to its own page; then mean and standard deviation. */
export function trialsTable({ trials }: TrialsRecord): Markup {
  const records = finishedTrials(trials);
  const columns = columnsOf(records);
  const estimates = columns.map(({ of }): Estimate | null => {
    const values = records.flatMap((record) => of(record) ?? []);
    return values.length === 0 ? null : estimate(values);
  });
  const sum = (name: string, figure: (known: Estimate) => number | null): Cell[] => [
    name,
    ...columns.map(({ show }, i) => {
      const known = estimates[i];
      return show((known && figure(known)) ?? Number.NaN);
    }),
    '',
  ];
  return table(
    'Trials',
    ['Seed', ...columns.map(({ head }) => head), 'Wins'],
    [
      ...trials.map((trial) => row(trial, columns)),
      sum('mean', ({ mean }) => mean),
      sum('standard deviation', ({ deviation }) => deviation),
    ],
  );
}

function row({ seed, folder, record, error }: TrialEntry, columns: readonly Column[]): Cell[] {
  const figures = columns.map(({ of, show, earlyStopOf }) => {
    const training = record && earlyStopOf?.(record);
    return `${show((record && of(record)) ?? Number.NaN)}${training && stillImproves(training) ? '*' : ''}`;
  });
  if (record === null) return [`${seed}`, ...figures, error === null ? 'not finished' : `failed: ${error}`];
  const wins = record.verdict?.wins ?? '–';
  return [html`<a href="${folder}/report.html">${seed}</a>`, ...figures, wins];
}

const columnsOf = (records: readonly RunRecord[]): Column[] => [
  { head: 'Dense', of: ({ dense }) => dense?.testAccuracy, show: percent },
  { head: 'Ticket', of: ({ rounds }) => rounds.at(-1)?.testAccuracy, show: percent },
  ...namesOf(records).map((name) => ({
    head: controlLook(name).label,
    of: ({ controls }: RunRecord) => controls[name]?.testAccuracy,
    show: percent,
  })),
  earlyStop('Early stop, dense', ({ dense }) => dense),
  earlyStop('Early stop, ticket', ({ rounds }) => rounds.at(-1)),
];

const earlyStop = (head: string, earlyStopOf: NonNullable<Column['earlyStopOf']>): Column => ({
  ...{ head, earlyStopOf, show: whole },
  of: (record) => earlyStopOf(record)?.earlyStopIteration,
});

/** The controls that any of them trained. */
const namesOf = (records: readonly RunRecord[]): ControlName[] => [
  ...new Set(records.flatMap(({ controls }) => Object.keys(controls) as ControlName[])),
];
