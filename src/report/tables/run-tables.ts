// How a run was made: its seeds and its options.

import { fixed } from '../format.ts';
import { rowsOfCells, type TextTable } from './text-table.ts';

/** How one seed ended. */
export interface SeedEnd {
  readonly seed: number;
  /** Why it has no result; null if it has one or has not ended. */
  readonly error: string | null;
  /** Wall-clock time; null if it has no result. */
  readonly seconds: number | null;
}

/** Every seed: how long it took, and how it ended. */
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

/** Every option with its value. */
export const optionsTable = (options: readonly (readonly [name: string, text: string])[]): TextTable => ({
  title: 'Configuration',
  columns: [{ heading: 'Option' }, { heading: 'Value', align: 'left' }],
  rows: rowsOfCells(options),
  notes: [],
});
