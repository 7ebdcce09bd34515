// Table rows of distances and barriers.

import { shortPercent } from '../format-numbers.ts';
import type { ResultRow } from '../summary.ts';
import type { Stability, Subject } from './linear-connectivity.ts';
import type { SuccessivePair } from './stability-facts.ts';

type Distances = Pick<Stability, 'subject' | 'orderDistance' | 'pruningDistance'>;

/** Values of Frankle et al. 2019, Table 1: LeNet-300-100 with 10.7 % of its weights, at initialization. */
const PAPER: Readonly<Record<string, { readonly value: number; readonly deviation: number }>> = {
  'ticket: two data orders': { value: 20.7, deviation: 0.6 },
  'random mask: two orders': { value: 58.6, deviation: 4.0 },
  'ticket: against dense': { value: 48.1, deviation: 0.6 },
  'random mask: against dense': { value: 75.7, deviation: 0.5 },
};

/**
 * Returns table rows of the distances between networks for one k, with one value per seed.
 *
 * @param isPapers whether the ticket is LeNet-300-100 with about 10.7 % of its weights, so that the paper's values apply.
 */
export function instabilityRows(found: readonly Distances[], isPapers = false): ResultRow[] {
  const row = (subject: Subject, what: string, figure: (one: Distances) => number): ResultRow[] => {
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

/** Returns table rows of the error barriers between successive levels: one row per level, one value per seed. */
export function successiveRows(
  found: readonly Pick<SuccessivePair, 'round' | 'barrier' | 'density'>[],
): ResultRow[] {
  const rounds = [...new Set(found.map(({ round }) => round))].sort((a, b) => a - b);
  return rounds.map((round) => {
    const own = found.filter((one) => one.round === round);
    return {
      label: `${round === 1 ? 'dense' : `round ${round - 1}`} to ${round} (${shortPercent(own[0].density)})`,
      values: own.map(({ barrier }) => barrier),
    };
  });
}
