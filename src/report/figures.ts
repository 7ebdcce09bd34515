// What a picture of figures is made of: rows, their sums, their range, and the same in words.

import {
  type Estimate,
  estimate,
  type FigureRow,
  type FiguresWords,
  type Interval,
} from '../experiments/index.ts';
import { estimateDecimals } from '../experiments/statistics/statistics.ts';
import { fixed, percent } from './format.ts';
import { niceTicks } from './ticks.ts';

/** A row with its figures summed up; null where there is none. */
export interface SummedRow {
  readonly row: FigureRow;
  /** Its place from the top. */
  readonly at: number;
  readonly known: readonly number[];
  readonly estimate: Estimate | null;
}

/** Sums a row up. */
export function summed(row: FigureRow, at: number): SummedRow {
  const known = row.values.filter(Number.isFinite);
  return { row, at, known, estimate: known.length === 0 ? null : estimate(known) };
}

/** "97.85 ± 0.10 %", as `words` has it; without a deviation where there is none. */
export function figureText(value: number, deviation: number | null, words: FiguresWords): string {
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
export function withEnoughDecimals<Words extends FiguresWords>(
  rows: readonly FigureRow[],
  words: Words,
): Words & { readonly decimals: number } {
  const references = rows.flatMap(({ reference }) =>
    reference ? [{ mean: reference.value, deviation: reference.deviation ?? null }] : [],
  );
  const estimates = rows.flatMap((row, i) => summed(row, i).estimate ?? []);
  const decimals = estimateDecimals([...estimates, ...references], {
    least: leastDecimals(words),
    scale: words.unit === 'fraction' ? 100 : 1,
  });
  return { ...words, decimals };
}

const leastDecimals = ({ decimals, unit }: FiguresWords): number => decimals ?? (unit === 'fraction' ? 2 : 1);

/** The horizontal axis of a picture of figures. */
export interface FigureRange {
  readonly domain: Interval;
  readonly ticks: readonly number[];
  readonly tickText: (value: number) => string;
  /** An interval, cut to the domain. */
  readonly inside: (interval: Interval) => Interval;
}

/**
 * Wide enough for every figure and reference, and for intervals as far as they go no further than as much again: with two
 * or three seeds an interval may be many times as wide as all figures.
 */
export function figureRange(rows: readonly SummedRow[], { unit }: FiguresWords): FigureRange {
  const points = rows.flatMap(({ row, known }) => {
    const { value = Number.NaN, deviation = 0 } = row.reference ?? {};
    return [...known, ...[value - deviation, value + deviation].filter(Number.isFinite)];
  });
  const [low, high] = points.length === 0 ? [0, 1] : [Math.min(...points), Math.max(...points)];
  const span = high - low || (unit === 'fraction' ? 0.01 : Math.abs(high) || 1);
  const ends = rows.flatMap(({ estimate }) => estimate?.interval ?? []);
  const least = Math.max(low - span / 2, Math.min(low, ...ends)) - span * 0.06;
  const most = Math.min(high + span / 2, Math.max(high, ...ends)) + span * 0.06;
  const domain: Interval =
    unit === 'fraction'
      ? [low < 0 ? least : Math.max(0, least), high > 1 ? most : Math.min(1, most)]
      : [low < 0 ? least : Math.max(0, least), most];
  const { values, decimals } = niceTicks(...domain);
  return {
    domain,
    ticks: values,
    tickText: (value) =>
      unit === 'fraction' ? percent(value, Math.max(0, decimals - 2)) : fixed(value, decimals),
    inside: ([from, to]) => [Math.max(domain[0], from), Math.min(domain[1], to)],
  };
}
