// Tables of the seeds and the options of a run.

import { fixed } from '../format.ts';
import { rowsOfCells, type TextTable } from './text-table.ts';

/** The outcome of one seed. */
export interface SeedEnd {
  readonly seed: number;
  /** Reason why the seed has no result; null if it has one or has not ended. */
  readonly error: string | null;
  /** Wall-clock time in seconds; null if there is no result. */
  readonly seconds: number | null;
}

/** Returns a table of all seeds with their duration and outcome. */
export const seedsTable = (seeds: readonly SeedEnd[]): TextTable => ({
  title: 'Seeds',
  columns: [{ heading: 'Seed' }, { heading: 'Seconds' }, { heading: 'Ended' }],
  rows: rowsOfCells(
    seeds.map(({ seed, seconds, error }) => [
      `${seed}`,
      seconds === null ? '–' : fixed(seconds),
      error !== null ? 'failed' : seconds === null ? 'not finished' : 'finished',
    ]),
  ),
  notes: [],
});

/** Returns a table of all options and their values. */
export const optionsTable = (options: readonly (readonly [name: string, text: string])[]): TextTable => ({
  title: 'Configuration',
  columns: [{ heading: 'Option' }, { heading: 'Value', align: 'left' }],
  rows: rowsOfCells(options),
  notes: [],
});
