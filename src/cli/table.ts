import Table from 'cli-table3';
import {
  BEFORE_TRAINING_NOTE,
  EARLY_STOP_NOTE,
  emptiedText,
  STILL_IMPROVING_NOTE,
  stillImproves,
} from '../experiments/index.ts';
import { percents, whole } from '../experiments/text.ts';
import type { RunRecord, TrainingSummary } from '../report/index.ts';
import { wrapped } from './words.ts';

const HEAD = ['network', 'weights', 'left', 'before', 'early stop', 'test', 'at end'];

/** Every training of a run, one row each, and notes, as plain text that fits 80 columns up to 9,999,999 weights. */
export function levelsTable({ dense, rounds, controls }: RunRecord): string {
  const table = new Table({
    head: HEAD,
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const trainings: (readonly [string, TrainingSummary])[] = [
    ...(dense === null ? [] : [['dense', dense] as const]),
    ...rounds.map((level) => [`round ${level.round}`, level] as const),
    ...Object.entries(controls),
  ];
  const column = (of: (training: TrainingSummary) => number, least: number) =>
    percents(
      trainings.map(([, training]) => of(training)),
      least,
    );
  const left = column(({ sparsity }) => 1 - sparsity, 1);
  const before = column(({ curve }) => curve[0].validationAccuracy, 1);
  const test = column(({ testAccuracy }) => testAccuracy, 2);
  const atEnd = column(({ finalTestAccuracy }) => finalTestAccuracy, 2);
  trainings.forEach(([name, training], i) => {
    const earlyStop = `${whole(training.earlyStopIteration)}${stillImproves(training) ? '*' : ' '}`;
    table.push([name, whole(training.remaining), left[i], before[i], earlyStop, test[i], atEnd[i]]);
    const { emptiedLayers } = training;
    if (emptiedLayers.length > 0)
      table.push([{ colSpan: HEAD.length, content: `  ${emptiedText(emptiedLayers)}` }]);
  });
  const isMarked = trainings.some(([, training]) => stillImproves(training));
  const notes = [...(isMarked ? [STILL_IMPROVING_NOTE] : []), EARLY_STOP_NOTE, BEFORE_TRAINING_NOTE];
  return [table.toString(), ...notes.flatMap((note) => wrapped(note))].join('\n');
}
