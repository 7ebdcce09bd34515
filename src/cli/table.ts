import Table from 'cli-table3';
import {
  BEFORE_TRAINING_NOTE,
  EARLY_STOP_NOTE,
  emptiedText,
  STILL_IMPROVING_NOTE,
  stillImproves,
} from '../experiments/index.ts';
import { percent, whole } from '../experiments/text.ts';
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
  for (const [name, training] of trainings) {
    table.push(rowOf(name, training));
    const { emptiedLayers } = training;
    if (emptiedLayers.length > 0)
      table.push([{ colSpan: HEAD.length, content: `  ${emptiedText(emptiedLayers)}` }]);
  }
  const isMarked = trainings.some(([, training]) => stillImproves(training));
  const notes = [...(isMarked ? [STILL_IMPROVING_NOTE] : []), EARLY_STOP_NOTE, BEFORE_TRAINING_NOTE];
  return [table.toString(), ...notes.flatMap((note) => wrapped(note))].join('\n');
}

const rowOf = (name: string, training: TrainingSummary): string[] => [
  name,
  whole(training.remaining),
  percent(1 - training.sparsity),
  percent(training.curve[0].validationAccuracy),
  `${whole(training.earlyStopIteration)}${stillImproves(training) ? '*' : ' '}`,
  percent(training.testAccuracy, 2),
  percent(training.finalTestAccuracy, 2),
];
