// Labels, colors and symbols of the networks in plots. No plot relies on color alone.

import type { SymbolType } from '@observablehq/plot';
import {
  actionNamed,
  type ControlName,
  type SanityCheck,
  type SurvivorAction,
} from '../experiments/index.ts';
import { COLORS } from './colors.ts';
import type { ControlSummary, RunRecord, TrainingSummary } from './record.ts';

/** The label and the description of a control. */
export interface ControlStyle {
  /** Label of the control. */
  readonly label: string;
  /** Description of the control in a few words. */
  readonly meaning: string;
}

const SANITY: Readonly<Record<SanityCheck, ControlStyle>> = {
  reinit: { label: 'random reinitialization', meaning: 'the same mask, new initial weights' },
  shuffle: {
    label: 'shuffled mask',
    meaning: 'the same initial weights, the mask moved within each layer',
  },
};

const SURVIVORS: Readonly<Record<SurvivorAction, string>> = {
  rewind: 'their initial values',
  reinitialise: 'newly drawn values',
  reshuffle: 'initial values of other surviving weights of the layer',
  constant: 'the standard deviation of the layer’s initial values',
};

/** Returns the label and the description of a control. Actions are labeled by their names. */
export function controlStyle(name: ControlName): ControlStyle {
  if (name === 'reinit' || name === 'shuffle') return SANITY[name];
  const { survivors, sign, pruned } = actionNamed(name);
  const start = `surviving weights start from ${SURVIVORS[survivors]}${sign === 'original' ? ' with their original signs' : ''}`;
  return { label: name, meaning: `${start}, pruned weights are ${pruned === 'freeze' ? 'frozen' : '0'}` };
}

/** Color, dashing and symbol of a training in plots. */
export interface SeriesStyle {
  readonly color: string;
  /** SVG's stroke-dasharray of the line. */
  readonly dash: string;
  readonly symbol: SymbolType;
  /** The symbol as a character. */
  readonly glyph: string;
}

const DENSE: SeriesStyle = { color: COLORS.dense, dash: '', symbol: 'circle', glyph: '●' };
const TICKET: SeriesStyle = { ...DENSE, color: COLORS.ticket };
const REINIT: SeriesStyle = { color: COLORS.reinit, dash: '7,3', symbol: 'diamond', glyph: '◆' };
const SHUFFLE: SeriesStyle = { color: COLORS.shuffle, dash: '2,3', symbol: 'triangle', glyph: '▲' };

/** Styles of actions, in the order in which a record contains them. */
const ACTIONS: readonly SeriesStyle[] = [
  { color: '#a3407c', dash: '9,3,2,3', symbol: 'square', glyph: '■' },
  { color: '#7a6200', dash: '4,4', symbol: 'star', glyph: '★' },
  { color: '#5b4bc4', dash: '12,3', symbol: 'cross', glyph: '✚' },
  { color: '#b3202a', dash: '2,2,7,2', symbol: 'wye', glyph: '✱' },
  { color: '#00757f', dash: '1,5', symbol: 'diamond', glyph: '◆' },
  { color: '#6b4a2b', dash: '7,3', symbol: 'triangle', glyph: '▲' },
  { color: '#4d7300', dash: '2,3', symbol: 'square', glyph: '■' },
];

/** Returns a different style for each control. */
function controlLooks(names: readonly ControlName[]): SeriesStyle[] {
  let actions = 0;
  return names.map((name) => {
    if (name === 'reinit') return REINIT;
    if (name === 'shuffle') return SHUFFLE;
    return ACTIONS[actions++ % ACTIONS.length];
  });
}

/** Trainings of one kind with their label and style. */
export interface Series {
  readonly key: 'dense' | 'ticket' | ControlName;
  readonly label: string;
  /** The trainings, at least one. Only random reinitialization has several at one level. */
  readonly summaries: readonly TrainingSummary[];
  readonly look: SeriesStyle;
}

/** The trainings of one control, at all levels and of all copies. */
export interface ControlSeries extends Series {
  readonly key: ControlName;
  readonly summaries: readonly ControlSummary[];
}

/** Groups the controls that have been trained by name. */
export function controlSeries({ controls }: Pick<RunRecord, 'controls'>): ControlSeries[] {
  const names = [...new Set(controls.map(({ name }) => name))];
  const looks = controlLooks(names);
  return names.map((key, i) => ({
    ...{ key, label: controlStyle(key).label, look: looks[i] },
    summaries: controls.filter(({ name }) => name === key),
  }));
}

/** Returns the dense network, the last ticket that has been trained, and the controls of this ticket. */
export function finishedSeries(record: RunRecord): Series[] {
  const { dense } = record;
  const ticket = record.rounds.at(-1);
  const last = controlSeries(record).map((one) => ({
    ...one,
    summaries: one.summaries.filter(({ round }) => round === ticket?.round),
  }));
  return [
    ...(dense ? [{ key: 'dense', label: 'dense', summaries: [dense], look: DENSE } as const] : []),
    ...(ticket ? [{ key: 'ticket', label: 'ticket', summaries: [ticket], look: TICKET } as const] : []),
    ...last.filter(({ summaries }) => summaries.length > 0),
  ];
}

/** Returns a note that states which of several random reinitializations is drawn; empty if there is at most one. */
export function copiesNote(controls: readonly ControlSummary[], drawn: 'first' | 'mean'): string {
  const copies = Math.max(1, ...controls.map(({ copy }) => copy));
  return copies === 1 ? '' : ` Random reinitialization: the ${drawn} of ${copies}.`;
}

/** Returns the fraction of the prunable weights that survive. */
export const density = (training: TrainingSummary): number => training.density;
