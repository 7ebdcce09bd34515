import { counted, plain } from '../../experiments/format-numbers.ts';
import type { SeedsVerdict } from '../../experiments/index.ts';
import { seedsNotes } from '../../experiments/statistics/seeds-notes.ts';
import { inBothSizes } from '../layout.ts';
import { seedsConditionsTable } from '../tables/conditions-table.ts';
import { trialsTable } from '../tables/trials-table.ts';
import { finishedTrials, type TrialsRecord } from '../trials.ts';
import { trialsPlot } from '../trials-plot.ts';
import { type Block, quiet } from './contents.ts';
import { failureTexts, type Report, type RunOrigin, reportOf } from './report.ts';

/**
 * Makes the report of several trials of one search: the joint verdict, and one row per trial that links to the trial's own page.
 * It shows the results so far.
 */
export function trialsReport(record: TrialsRecord, origin: RunOrigin): Report {
  const { trials, verdict: quality } = record;
  return reportOf(
    {
      title: `${counted(trials.length, 'trial')} of one search`,
      result: [
        { kind: 'text', text: winnersText(record), look: 'lead' },
        ...(quality === null ? [] : together(quality)),
        ...failureTexts(trials, finishedTrials(trials).length),
      ],
      sections: [{ title: 'Trials', blocks: [{ kind: 'table', table: trialsTable(record) }] }],
    },
    new Map([['accuracy.svg', inBothSizes((layout) => trialsPlot(record, layout))]]),
    origin,
  );
}

function winnersText({ trials, winners }: TrialsRecord): string {
  const done = finishedTrials(trials).length;
  if (done === 0) return 'No trial has finished yet.';
  return `${winners} of ${counted(done, 'ticket')} ${winners === 1 ? 'wins on its' : 'win on their'} own seed.`;
}

const together = (quality: SeedsVerdict): Block[] => [
  { kind: 'table', table: seedsConditionsTable(quality) },
  ...quiet([...seedsNotes(quality), ...sampleSize(quality)]),
];

function sampleSize({ needed, reachesTarget }: SeedsVerdict): string[] {
  if (needed === null) return [];
  const difference = `${plain(-100 * reachesTarget.bar)} percentage points`;
  return [
    `Detecting a difference of ${difference} takes about ${counted(needed, 'seed')} at this standard deviation.`,
  ];
}
