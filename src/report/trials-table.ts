import type { ControlName, Estimate } from '../experiments/index.ts';
import { html, type Markup } from './markup.ts';
import { type Cell, table } from './page-tables.ts';
import type { RunRecord } from './record.ts';
import { controlLook } from './series.ts';
import { finishedTrials, type TrialEntry, type TrialsRecord } from './trials.ts';
import { type TrialsColumn, trialsColumns } from './trials-columns.ts';

/** All trials, one row each, with a link to its own page; then mean and standard deviation. */
export function trialsTable({ trials }: TrialsRecord): Markup {
  const records = finishedTrials(trials);
  const columns = trialsColumns(records, namesOf(records));
  const sum = (name: string, figure: (known: Estimate) => number | null): Cell[] => [
    name,
    ...columns.map(({ estimate, show }) => show(estimate && figure(estimate))),
    '',
  ];
  return table(
    'Trials',
    ['Seed', ...columns.map(headOf), 'Wins'],
    [
      ...trials.map((trial) => row(trial, columns)),
      sum('mean', ({ mean }) => mean),
      sum('standard deviation', ({ deviation }) => deviation),
    ],
  );
}

function row({ seed, folder, record, error }: TrialEntry, columns: readonly TrialsColumn[]): Cell[] {
  const figures = columns.map(({ cell }) => cell(record));
  if (record === null) return [`${seed}`, ...figures, error === null ? 'not finished' : `failed: ${error}`];
  const wins = record.verdict?.wins ?? '–';
  return [html`<a href="${folder}/report.html">${seed}</a>`, ...figures, wins];
}

function headOf({ key }: TrialsColumn): string {
  switch (key) {
    case 'dense':
      return 'Dense';
    case 'ticket':
      return 'Ticket';
    case 'early stop, dense':
      return 'Early stop, dense';
    case 'early stop, ticket':
      return 'Early stop, ticket';
    default:
      return controlLook(key).label;
  }
}

/** The controls that any of them trained. */
const namesOf = (records: readonly RunRecord[]): ControlName[] => [
  ...new Set(records.flatMap(({ controls }) => Object.keys(controls) as ControlName[])),
];
