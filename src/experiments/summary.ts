// The summary of an experiment as plain data. The report module draws it.

import type { TrainingRecord } from '../training/index.ts';
import type { PathPoint } from './stability/path.ts';
import type { GrowthPoint } from './strong-ticket/growth.ts';
import type { Sweep } from './sweep/trade-off.ts';

/** The results of an experiment: a table, data to plot, and notes. */
export interface Summary {
  /** The main results in one line, for a single seed. */
  readonly line: string;
  readonly table: ResultTable;
  /** Further tables, which contain texts. */
  readonly details?: readonly DetailsTable[];
  readonly plots: readonly PlotData[];
  /** Notes on the table: the protocol, its differences from the paper's, and the findings. */
  readonly notes: readonly string[];
}

/** One row of a results table: a method, level or layer. */
export interface ResultRow {
  readonly label: string;
  /** One value per seed; values that are not finite are left out. */
  readonly values: readonly number[];
  /** The reference value that the values are compared with, and its standard deviation. */
  readonly reference?: { readonly value: number; readonly deviation?: number };
}

/** The labels of a results table. */
export interface ResultLabels {
  readonly title: string;
  /** The measured quantity, such as 'Test error'. */
  readonly axis: string;
  /** A 'fraction' is shown as a percentage, a 'number' unchanged. */
  readonly unit: 'fraction' | 'number';
  /** Label of the reference values, in one or two words; 'paper' by default. */
  readonly reference?: string;
  /** Number of decimals; by default 2 for percentages and 1 for numbers. */
  readonly decimals?: number;
}

/** A table of results over all seeds. */
export interface ResultTable extends ResultLabels {
  readonly rows: readonly ResultRow[];
}

/** A learning curve: validation accuracy at each evaluated iteration. */
export type LearningCurve = readonly (readonly [iteration: number, accuracy: number])[];

/** The learning curves of one network. */
export interface LearningSeries {
  readonly label: string;
  /** One curve per seed; empty ones are left out. */
  readonly curves: readonly LearningCurve[];
}

/** Paths between pairs of networks of one kind, such as two copies of the dense network. */
export interface PathSeries {
  readonly label: string;
  /** One path per seed. */
  readonly paths: readonly (readonly PathPoint[])[];
}

/** A table whose cells are texts. */
export interface DetailsTable {
  readonly title: string;
  /** One heading per column. The first column names the rows. */
  readonly headings: readonly string[];
  /** One text per column and row. */
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
}

/** The data of one plot. `name` identifies the plot within the summary: 'learning', 'path-0', … */
export type PlotData = { readonly name: string } & (
  | { readonly kind: 'learning'; readonly series: readonly LearningSeries[] }
  | { readonly kind: 'sweep'; readonly sweep: Sweep }
  | { readonly kind: 'growth'; readonly points: readonly GrowthPoint[] }
  | { readonly kind: 'paths'; readonly title: string; readonly series: readonly PathSeries[] }
  | { readonly kind: 'figures'; readonly table: ResultTable }
);

/** Returns the summary of an experiment that has no results yet. */
export const emptySummary = (words: ResultLabels): Summary => ({
  line: '',
  table: { ...words, rows: [] },
  plots: [],
  notes: [],
});

/** Returns the learning curve of a training; empty if there was no training. */
export const learningCurve = (training: Pick<TrainingRecord, 'curve'> | null): LearningCurve =>
  (training?.curve ?? []).map(({ iteration, validationAccuracy }) => [iteration, validationAccuracy]);

/** Returns one table row per network of a trial, with one value per seed. */
export const rowsOf = <Facts>(
  seeds: readonly (readonly Facts[])[],
  label: (one: Facts) => string,
  value: (one: Facts) => number | null,
): ResultRow[] =>
  (seeds[0] ?? []).map((one, i) => ({
    label: label(one),
    values: seeds.map((networks) => (i < networks.length ? (value(networks[i]) ?? Number.NaN) : Number.NaN)),
  }));

/** Returns one series of learning curves per network of a trial, with one curve per seed. */
export const seriesOf = <Facts extends { readonly curve: LearningCurve }>(
  seeds: readonly (readonly Facts[])[],
  label: (one: Facts) => string,
): LearningSeries[] =>
  (seeds[0] ?? []).map((one, i) => ({
    label: label(one),
    curves: seeds.map((networks) => networks[i]?.curve ?? []),
  }));
