import { stillImproves } from '../../experiments/imp/speed.ts';
import {
  BEFORE_TRAINING_NOTE,
  EARLY_STOP_NOTE,
  emptiedText,
  STILL_IMPROVING_NOTE,
} from '../../experiments/imp/verdict-text.ts';
import { fixed, percents, whole } from '../format.ts';
import type { RunRecord, TrainingSummary } from '../record.ts';
import { controlStyle, density } from '../series.ts';
import { trainedControls } from './controls.ts';
import type { TextTable } from './text-table.ts';

/** Returns a table of all trainings of a run: the dense network, the ticket after each round, and the controls. */
export function networksTable(record: RunRecord): TextTable {
  const { dense, rounds } = record;
  const controls = trainedControls(record);
  const networks: readonly (readonly [name: string, TrainingSummary])[] = [
    ...(dense === null ? [] : [['dense', dense] as const]),
    ...rounds.map((level) => [`round ${level.round}`, level] as const),
    ...controls.map(({ label, summary }) => [label, summary] as const),
  ];
  const summaries = networks.map(([, summary]) => summary);
  const column = (of: (summary: TrainingSummary) => number, least: number) =>
    percents(summaries.map(of), least);
  const left = column(density, 1);
  const before = column(({ curve }) => curve[0].validationAccuracy, 1);
  const test = column(({ testAccuracy }) => testAccuracy, 2);
  const atEnd = column(({ finalTestAccuracy }) => finalTestAccuracy, 2);
  return {
    title: 'Networks',
    columns: [
      { heading: 'Network', short: 'network' },
      { heading: 'Weights left', short: 'weights' },
      { heading: 'Density', short: 'density' },
      { heading: 'Validation accuracy before training', short: 'before' },
      { heading: 'Early stop, iteration', short: 'early stop' },
      { heading: 'Test accuracy, early stop', short: 'test' },
      { heading: 'Test accuracy, end', short: 'at end' },
      { heading: 'Seconds', isPageOnly: true },
    ],
    rows: networks.map(([name, summary], i) => ({
      cells: [
        ...[name, whole(summary.remaining), left[i], before[i]],
        ...[earlyStopText(summary), test[i], atEnd[i], fixed(summary.seconds)],
      ],
      ...(summary.emptiedLayers.length > 0 && { remark: emptiedText(summary.emptiedLayers) }),
    })),
    notes: [
      ...(summaries.some(stillImproves) ? [STILL_IMPROVING_NOTE] : []),
      ...[EARLY_STOP_NOTE, BEFORE_TRAINING_NOTE],
      ...controlNotes(controls),
    ],
  };
}

/** Returns the iteration of early stop, with a mark if it is the last evaluation. */
const earlyStopText = (summary: TrainingSummary): string =>
  `${whole(summary.earlyStopIteration)}${stillImproves(summary) ? '*' : ''}`;

/** Returns notes that describe the controls. */
function controlNotes(controls: ReturnType<typeof trainedControls>): string[] {
  if (controls.length === 0) return [];
  const names = [...new Set(controls.map(({ name }) => name))];
  return [
    'Controls keep as many weights of each layer as the ticket. If they do as well, the ticket’s own weights do not matter.',
    ...names.map((name) => {
      const { label, meaning } = controlStyle(name);
      return `${name}${label === name ? '' : ` (${label})`}: ${meaning}.`;
    }),
  ];
}
