// Summarizes the comparison of standard pruning and the lottery ticket over several seeds: a table and notes.

import { counted, fixed, grouped, namedPercents, percent, seedsNote } from '../format-numbers.ts';
import { estimate, estimateDecimals } from '../statistics/statistics.ts';
import { type DetailsTable, emptySummary, type ResultLabels, type Summary } from '../summary.ts';
import type { ComparisonFacts, MethodFacts } from './comparison-facts.ts';

const WORDS: ResultLabels = {
  title: 'Standard pruning and the lottery ticket',
  axis: 'Test accuracy',
  unit: 'fraction',
};

/** Returns the summary of the comparisons of all seeds. */
export function summarizeComparison(seeds: readonly ComparisonFacts[]): Summary {
  if (seeds.length === 0) return emptySummary(WORDS);
  const rows = seeds[0].methods.flatMap(({ method, controls }, i) => [
    { label: method, values: seeds.map(({ methods }) => methods[i].accuracy) },
    ...(Object.keys(controls) as (keyof typeof controls)[]).map((name) => ({
      label: `${method}, ${name}`,
      values: seeds.map(({ methods }) => methods[i].controls[name] ?? Number.NaN),
    })),
  ]);
  return {
    line: namedPercents(seeds[0].methods.map(({ method, accuracy }) => [method, accuracy])),
    table: { ...WORDS, rows },
    details: [aspectsTable(seeds)],
    plots: [],
    notes: [`${seedsNote(seeds.length)} Accuracy at early stop.`],
  };
}

/** Returns a table of all measurements, with both arms side by side. */
function aspectsTable(seeds: readonly ComparisonFacts[]): DetailsTable {
  const share = (key: 'overlap' | 'chance') => seeds.map(({ overlap }) => overlap[key]);
  const [shared, chance] = spreads([share('overlap'), share('chance')], { least: 1 });
  return {
    title: 'Standard pruning and the lottery ticket, measured',
    headings: ['Aspect', 'Standard pruning', 'Lottery ticket'],
    rows: aspects(seeds),
    note: `Mean ± standard deviation of ${counted(seeds.length, 'seed')}. Their masks share ${shared} of their weights (by chance ${chance}).`,
  };
}

/** Returns the measurements of both arms, one row per aspect: mean ± standard deviation over the seeds. */
function aspects(comparisons: readonly ComparisonFacts[]): string[][] {
  type Figure = (facts: MethodFacts) => number | null | undefined;
  const row = (aspect: string, figure: Figure, shown: Shown = {}): string[] => {
    const arm = (index: 0 | 1) => comparisons.map(({ methods }) => figure(methods[index]));
    return [aspect, ...spreads([arm(0), arm(1)], shown)];
  };
  const rough = { least: 1 };
  const count = { least: 0, show: grouped };
  return [
    row('When: iterations before the final mask', ({ iterationsBefore }) => iterationsBefore, count),
    row('Weights: survivors at trained values', ({ keptTrained }) => keptTrained, rough),
    row('Weights: survivors at initial values', ({ atInitial }) => atInitial, rough),
    row('Weights: distance from W₀', ({ distanceFromInitial }) => distanceFromInitial, {
      least: 1,
      show: fixed,
    }),
    row('Weights: signs of W₀ kept in the end', ({ signsKept }) => signsKept, rough),
    row('Retraining: accuracy before it', ({ accuracyAtStart }) => accuracyAtStart, rough),
    row('Retraining: iterations', ({ retraining }) => retraining, count),
    row('Goal: accuracy', ({ accuracy }) => accuracy),
    row('Goal: accuracy of the dense network', ({ dense }) => dense),
    row('Structure alone: new initial weights', ({ controls }) => controls.reinit),
    row('Values alone: shuffled mask', ({ controls }) => controls.shuffle),
  ];
}

/** The format of an aspect's values. */
interface Shown {
  /** Minimum number of decimals; 2 by default. */
  readonly least?: number;
  /** Formats a value with a number of decimals; by default as a percentage. */
  readonly show?: (value: number, decimals: number) => string;
}

/**
 * Formats mean and standard deviation of each arm, such as "97.85 % ± 0.10 %", with enough decimals that unequal means differ
 * and no positive standard deviation is shown as 0. The standard deviation is omitted if all values are equal; a dash is shown
 * if no value is known.
 */
function spreads(
  arms: readonly (readonly (number | null | undefined)[])[],
  { least = 2, show = percent }: Shown,
): string[] {
  const estimates = arms.map((values) => {
    const known = values.filter((value): value is number => Number.isFinite(value));
    return known.length === 0 ? null : estimate(known);
  });
  const scale = show === percent ? 100 : 1;
  const decimals = estimateDecimals(
    estimates.flatMap((one) => one ?? []),
    { least, scale },
  );
  return estimates.map((one) => {
    const mean = show(one?.mean ?? Number.NaN, decimals);
    return one?.deviation ? `${mean} ± ${show(one.deviation, decimals)}` : mean;
  });
}
