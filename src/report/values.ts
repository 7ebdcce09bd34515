// What a picture of figures is made of: rows, their sums, their range, and the same in words.

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

/** A row with its figures summed up; null where there is none. */
export interface RowEstimate {
  readonly row: ResultRow;
  /** Its place from the top. */
  readonly at: number;
  readonly known: readonly number[];
  readonly estimate: Estimate | null;
}

/** Sums a row up. */
export function estimateRow(row: ResultRow, at: number): RowEstimate {
  const known = row.values.filter(Number.isFinite);
  return { row, at, known, estimate: known.length === 0 ? null : estimate(known) };
}

/** "97.85 ± 0.10 %", as `words` has it; without a deviation where there is none. */
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
 * The words with as many decimals as it takes: unequal means and references look unequal, and no standard deviation above 0
 * looks like 0.
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

/** The horizontal axis of a picture of figures. */
export interface ValueRange {
  readonly domain: Interval;
  readonly ticks: readonly number[];
  readonly tickText: (value: number) => string;
  /** An interval, cut to the domain. */
  readonly inside: (interval: Interval) => Interval;
  /** Whether an interval reaches beyond the lower and the upper end of the domain. */
  readonly isCut: (interval: Interval) => readonly [boolean, boolean];
}

/**
 * Wide enough for every value, reference and interval. Intervals alone do not widen it beyond what is possible: fractions end
 * at 0 and 1, and numbers at 0 if none of them is negative.
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
