// What is drawn, in which colour and shape. Colours: Okabe and Ito's palette, darkened until they can be read as text
// on white; no picture relies on colour alone.

import type { SymbolType } from '@observablehq/plot';
import type { ControlName } from '../lottery/index.ts';
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

/** Every control's name for people, and the symbol it is drawn with. */
export const CONTROLS: Readonly<Record<ControlName, { label: string; symbol: SymbolType }>> = {
  reinit: { label: 'random reinitialisation', symbol: 'diamond' },
  shuffle: { label: 'shuffled mask', symbol: 'triangle' },
};

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
  (Object.keys(CONTROLS) as ControlName[]).flatMap((key) => {
    const summary = controls[key];
    return summary ? [{ key, label: CONTROLS[key].label, summary }] : [];
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
