// What is drawn, in which colour and shape. Colours: Okabe and Ito's palette, darkened until they can be read as text
// on white; no picture relies on colour alone.

import type { SymbolType } from '@observablehq/plot';
import { actionNamed, type ControlName, type SanityCheck } from '../experiments/index.ts';
import type { RunRecord, TrainingSummary } from './record.ts';

/** The colours of all pictures. */
export const COLOURS = {
  ink: '#222222',
  quiet: '#595959',
  grid: '#dddddd',
  dense: '#595959',
  ticket: '#0072b2',
  reinit: '#c04e00',
  shuffle: '#007a59',
} as const;

/** More colours than a picture of layers is likely to need; they repeat after that. */
export const LAYER_COLOURS = ['#0072b2', '#c04e00', '#007a59', '#a3407c', '#7a6200', '#222222'] as const;

/** How a control is shown. */
export interface ControlLook {
  /** Its name for people. */
  readonly label: string;
  readonly symbol: SymbolType;
  readonly colour: string;
  /** How its line is dashed. */
  readonly dash: string;
  /** Pixels by which it stands beside the ticket, whose density it shares, in a picture of trials. */
  readonly beside: number;
  /** What it is, in a few words. */
  readonly meaning: string;
}

const SANITY: Readonly<Record<SanityCheck, ControlLook>> = {
  reinit: {
    label: 'random reinitialisation',
    symbol: 'diamond',
    colour: COLOURS.reinit,
    dash: '7,3',
    beside: -9,
    meaning: 'the same mask, new initial weights',
  },
  shuffle: {
    label: 'shuffled mask',
    symbol: 'triangle',
    colour: COLOURS.shuffle,
    dash: '2,3',
    beside: 9,
    meaning: 'the same initial weights, the mask moved within each layer',
  },
};

/** How a control is shown: actions by their names. */
export function controlLook(name: ControlName): ControlLook {
  if (name === 'reinit' || name === 'shuffle') return SANITY[name];
  const { survivors, sign, pruned } = actionNamed(name);
  const meaning = [
    `survivors: ${survivors}`,
    sign === 'original' ? 'with their original signs' : 'signs free',
    pruned === 'freeze' ? 'pruned weights frozen' : 'the pruned 0',
  ].join(', ');
  return { label: name, symbol: 'square', colour: LAYER_COLOURS[3], dash: '9,3,2,3', beside: 16, meaning };
}

/** A training's colour. */
export const colourOf = (key: Series['key']): string =>
  key === 'dense' || key === 'ticket' ? COLOURS[key] : controlLook(key).colour;

/** One finished training with its name for people. */
export interface Series {
  readonly key: 'dense' | 'ticket' | ControlName;
  readonly label: string;
  readonly summary: TrainingSummary;
}

/** A finished control. */
export type ControlSeries = Series & { readonly key: ControlName };

/** The controls that have been trained. */
export const controlSeries = ({ controls }: RunRecord): ControlSeries[] =>
  (Object.keys(controls) as ControlName[]).flatMap((key) => {
    const summary = controls[key];
    return summary ? [{ key, label: controlLook(key).label, summary }] : [];
  });

/** The dense network, the ticket of the last round and the controls: what has been trained of them. */
export function finishedSeries(record: RunRecord): Series[] {
  const ticket = record.rounds.at(-1);
  return [
    ...(record.dense ? [{ key: 'dense', label: 'dense', summary: record.dense } as const] : []),
    ...(ticket ? [{ key: 'ticket', label: 'ticket', summary: ticket } as const] : []),
    ...controlSeries(record),
  ];
}

/** Fraction of the prunable weights left. */
export const density = ({ sparsity }: TrainingSummary): number => 1 - sparsity;
