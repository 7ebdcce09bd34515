// The columns that a table of trials has on the terminal and on the page.

import { type ControlName, type Estimate, estimate } from '../experiments/index.ts';
import { estimateDecimals } from '../experiments/statistics/statistics.ts';
import { enoughDecimals, grouped, percent } from '../experiments/text.ts';
import type { RunRecord } from './record.ts';

/** A value of each trial, its estimate over all trials, and how both are shown. */
export interface TrialsColumn {
  readonly key: 'dense' | 'ticket' | ControlName | 'early stop, dense' | 'early stop, ticket';
  /** The value of a trial; undefined if it has none. */
  readonly of: (record: RunRecord) => number | undefined;
  /** Null if no trial has a value. */
  readonly estimate: Estimate | null;
  /** A dash for null and undefined. */
  readonly show: (value: number | null | undefined) => string;
}

type Value = Pick<TrialsColumn, 'key' | 'of'>;

/**
 * Test accuracies at early stop, then the iterations of early stop. Accuracies have as many decimals as it takes for unequal
 * ones to look unequal, and so have iterations.
 */
export function trialsColumns(
  records: readonly RunRecord[],
  controls: readonly ControlName[],
): TrialsColumn[] {
  const accuracies: Value[] = [
    { key: 'dense', of: ({ dense }) => dense?.testAccuracy },
    { key: 'ticket', of: ({ rounds }) => rounds.at(-1)?.testAccuracy },
    ...controls.map((name): Value => ({ key: name, of: (record) => record.controls[name]?.testAccuracy })),
  ];
  const iterations: Value[] = [
    { key: 'early stop, dense', of: ({ dense }) => dense?.earlyStopIteration },
    { key: 'early stop, ticket', of: ({ rounds }) => rounds.at(-1)?.earlyStopIteration },
  ];
  return [
    ...columnsOf(records, accuracies, { least: 2, scale: 100, show: percent }),
    ...columnsOf(records, iterations, { least: 0, scale: 1, show: grouped }),
  ];
}

/** How values are shown: with at least `least` decimals, once they are multiplied by `scale`. */
interface Format {
  readonly least: number;
  readonly scale: number;
  readonly show: (value: number, decimals: number) => string;
}

/** Columns that are compared with each other, and therefore have the same number of decimals. */
function columnsOf(
  records: readonly RunRecord[],
  values: readonly Value[],
  { least, scale, show }: Format,
): TrialsColumn[] {
  const known = values.map(({ of }) => records.flatMap((record) => of(record) ?? []));
  const estimates = known.map((own) => (own.length === 0 ? null : estimate(own)));
  const decimals = Math.max(
    enoughDecimals(
      known.flat().map((value) => scale * value),
      least,
    ),
    estimateDecimals(
      estimates.flatMap((one) => one ?? []),
      { least, scale },
    ),
  );
  return values.map((value, i) => ({
    ...value,
    estimate: estimates[i],
    show: (shown) => show(shown ?? Number.NaN, decimals),
  }));
}
