import { STILL_IMPROVING_NOTE } from '../../experiments/imp/verdict-text.ts';
import type { ControlName } from '../../experiments/index.ts';
import type { RunRecord } from '../record.ts';
import { finishedTrials, type TrialEntry, type TrialsRecord } from '../trials.ts';
import { trainedControls } from './controls.ts';
import { type Cell, rowsOfCells, type TextTable } from './text-table.ts';
import { type TrialsColumn, trialsColumns } from './trials-columns.ts';

/**
 * Returns a table of all trials, one row each with a link to the trial's own page, followed by mean and standard deviation of
 * the finished trials.
 */
export function trialsTable({ trials }: TrialsRecord): TextTable {
  const records = finishedTrials(trials);
  const columns = trialsColumns(records, controlNames(records));
  const cells = trials.map((trial) => trialCells(trial, columns));
  const isMarked = cells.flat().some((cell) => typeof cell === 'string' && cell.endsWith('*'));
  return {
    title: 'Trials',
    columns: [
      { heading: 'Seed', short: 'seed' },
      ...columns.map(({ column }) => column),
      { heading: 'Wins', short: 'wins' },
    ],
    rows: rowsOfCells([
      ...cells,
      ['mean', ...columns.map(({ mean }) => mean), ''],
      [{ text: 'standard deviation', short: 'std' }, ...columns.map(({ deviation }) => deviation), ''],
    ]),
    notes: isMarked ? [STILL_IMPROVING_NOTE] : [],
  };
}

function trialCells({ seed, folder, record }: TrialEntry, columns: readonly TrialsColumn[]): Cell[] {
  const values = columns.map(({ cell }) => cell(record));
  if (record === null) return [`${seed}`, ...values, '–'];
  const answer = record.verdict?.wins;
  const link = `${folder}/report.html`;
  return [{ text: `${seed}`, link }, ...values, answer === undefined ? '–' : { answer }];
}

/** Returns the names of the controls that at least one trial has trained. */
const controlNames = (records: readonly RunRecord[]): ControlName[] => [
  ...new Set(records.flatMap((record) => trainedControls(record).map(({ name }) => name))),
];
