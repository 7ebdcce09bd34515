// The data of a plot of values: rows with their estimates, the range of the axis, and the values as text.

import {
  type Estimate,
  estimate,
  type Interval,
  type ResultLabels,
  type ResultRow,
} from '../experiments/index.ts';
import { estimateDecimals } from '../experiments/statistics/statistics.ts';
import { fixed, percent } from './format.ts';
import { niceTicks } from './ticks.ts';

/** A row with the estimate of its values; null if it has none. */
export interface RowEstimate {
  readonly row: ResultRow;
  /** Position of the row from the top. */
  readonly at: number;
  readonly known: readonly number[];
  readonly estimate: Estimate | null;
}

/** Returns a row with the estimate of its values. */
export function estimateRow(row: ResultRow, at: number): RowEstimate {
  const known = row.values.filter(Number.isFinite);
  return { row, at, known, estimate: known.length === 0 ? null : estimate(known) };
}

/**
 * Formats a value and its standard deviation as `words` requires: "97.85 ± 0.10 %". The standard deviation may be null.
 */
export function estimateText(value: number, deviation: number | null, words: ResultLabels): string {
  const decimals = leastDecimals(words);
  if (words.unit === 'number')
    return deviation === null
      ? fixed(value, decimals)
      : `${fixed(value, decimals)} ± ${fixed(deviation, decimals)}`;
  return deviation === null
    ? percent(value, decimals)
    : `${fixed(100 * value, decimals)} ± ${percent(deviation, decimals)}`;
}

/**
 * Returns the labels with enough decimals that unequal means and references are shown differently, and no positive standard
 * deviation is shown as 0.
 */
export function withEnoughDecimals<Words extends ResultLabels>(
  rows: readonly ResultRow[],
  words: Words,
): Words & { readonly decimals: number } {
  const references = rows.flatMap(({ reference }) =>
    reference ? [{ mean: reference.value, deviation: reference.deviation ?? null }] : [],
  );
  const estimates = rows.flatMap((row, i) => estimateRow(row, i).estimate ?? []);
  const decimals = estimateDecimals([...estimates, ...references], {
    least: leastDecimals(words),
    scale: words.unit === 'fraction' ? 100 : 1,
  });
  return { ...words, decimals };
}

const leastDecimals = ({ decimals, unit }: ResultLabels): number => decimals ?? (unit === 'fraction' ? 2 : 1);

/** The horizontal axis of a plot of values. */
export interface ValueRange {
  readonly domain: Interval;
  readonly ticks: readonly number[];
  readonly tickText: (value: number) => string;
  /** Returns an interval, clipped to the domain of the axis. */
  readonly inside: (interval: Interval) => Interval;
  /** Returns whether an interval extends beyond the lower and the upper end of the domain. */
  readonly isCut: (interval: Interval) => readonly [boolean, boolean];
}

/**
 * Returns an axis that includes every value, reference and interval. Intervals alone do not extend it beyond possible values:
 * fractions are in [0, 1], and numbers are at least 0 if none of them is negative.
 */
export function valueRange(rows: readonly RowEstimate[], { unit }: ResultLabels): ValueRange {
  const points = rows.flatMap(({ row, known }) => {
    const { value = Number.NaN, deviation = 0 } = row.reference ?? {};
    return [...known, ...[value - deviation, value + deviation].filter(Number.isFinite)];
  });
  const domain = domainOf(
    points,
    rows.flatMap(({ estimate }) => estimate?.interval ?? []),
    unit,
  );
  const { values, decimals } = niceTicks(...domain);
  return {
    domain,
    ticks: values,
    tickText: (value) =>
      unit === 'fraction' ? percent(value, Math.max(0, decimals - 2)) : fixed(value, decimals),
    inside: ([from, to]) => [Math.max(domain[0], from), Math.min(domain[1], to)],
    isCut: ([from, to]) => [from < domain[0], to > domain[1]],
  };
}

function domainOf(points: readonly number[], ends: readonly number[], unit: ResultLabels['unit']): Interval {
  const [low, high] = points.length === 0 ? [0, 1] : [Math.min(...points), Math.max(...points)];
  const [from, to] = [Math.min(low, ...ends), Math.max(high, ...ends)];
  const span = to - from || (unit === 'fraction' ? 0.01 : Math.abs(high) || 1);
  const [least, most] = [from - span * 0.06, to + span * 0.06];
  return [low < 0 ? least : Math.max(0, least), unit === 'number' || high > 1 ? most : Math.min(1, most)];
}
