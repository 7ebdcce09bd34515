// Stability and overlap as rows of `figuresPlot`.

import type { MaskOverlap, Stability, Subject, Successive } from '../experiments/index.ts';
import type { FigureRow } from './figures.ts';
import { shortPercent } from './format.ts';

type Distances = Pick<Stability, 'subject' | 'orderDistance' | 'pruningDistance'>;

/** Frankle et al. 2019, table 1: LeNet-300-100 with 10.7 % of its weights, at initialisation. */
const PAPER: Readonly<Record<string, { readonly value: number; readonly deviation: number }>> = {
  'ticket: two data orders': { value: 20.7, deviation: 0.6 },
  'random mask: two orders': { value: 58.6, deviation: 4.0 },
  'ticket: against dense': { value: 48.1, deviation: 0.6 },
  'random mask: against dense': { value: 75.7, deviation: 0.5 },
};

/**
 * Instability distances, a finding a seed, all of one k; beside the paper's where `isPapers` says that the ticket is
 * LeNet-300-100's at about 10.7 %. The dense network is no pruning of itself and has one row.
 */
export function instabilityFigures(found: readonly Distances[], isPapers = false): FigureRow[] {
  const row = (subject: Subject, what: string, figure: (one: Distances) => number): FigureRow[] => {
    const values = found.filter((one) => one.subject === subject).map(figure);
    const label = `${subject}: ${what}`;
    if (values.length === 0) return [];
    return [{ label, values, ...(isPapers && PAPER[label] && { reference: PAPER[label] }) }];
  };
  const order = ({ orderDistance }: Distances) => orderDistance;
  const pruning = ({ pruningDistance }: Distances) => pruningDistance;
  return [
    ...row('dense', 'two data orders', order),
    ...row('ticket', 'two data orders', order),
    ...row('random mask', 'two orders', order),
    ...row('ticket', 'against dense', pruning),
    ...row('random mask', 'against dense', pruning),
  ];
}

/** Error barriers between successive levels, a row a level, beside the 2 percentage points they must stay below. */
export function successiveFigures(
  found: readonly (Pick<Successive, 'round' | 'barrier'> & { readonly mask: { readonly density: number } })[],
): FigureRow[] {
  const rounds = [...new Set(found.map(({ round }) => round))].sort((a, b) => a - b);
  return rounds.map((round) => {
    const own = found.filter((one) => one.round === round);
    return {
      label: `${round === 1 ? 'dense' : `round ${round - 1}`} to ${round} (${shortPercent(own[0].mask.density)})`,
      values: own.map(({ barrier }) => barrier),
    };
  });
}

/** Mask overlap, a row for all weights and a row a layer, a figure a pair of seeds, beside what chance would give. */
export function overlapFigures(overlaps: readonly MaskOverlap[]): FigureRow[] {
  const names = [...(overlaps[0]?.layers.keys() ?? [])];
  return [null, ...names].map((name) => {
    const own = overlaps.map((one) => (name === null ? one : one.layers.get(name)));
    const chances = own.map((one) => one?.chance ?? Number.NaN).filter(Number.isFinite);
    const chance = chances.reduce((sum, value) => sum + value, 0) / chances.length;
    return {
      label: name ?? 'all weights',
      values: own.map((one) => one?.overlap ?? Number.NaN),
      ...(chances.length > 0 && { reference: { value: chance } }),
    };
  });
}
