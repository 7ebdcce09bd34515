import { percents } from '../format-numbers.ts';
import type { ResultLabels, ResultRow } from '../summary.ts';
import type { SweepLevel } from './trade-off.ts';

/** Labels of the table of a sweep. */
export const SWEEP_LABELS: ResultLabels = {
  title: 'Accuracy at each sparsity',
  axis: 'Test accuracy',
  unit: 'fraction',
};

/** Returns one row per level, with the values of Frankle et al. 2019 for the dense network and the ticket with 10.7 %. */
export function rowsOf(seeds: readonly (readonly SweepLevel[])[], isPapers: boolean): ResultRow[] {
  const left = percents(
    seeds[0].map(({ sparsity }) => 1 - sparsity),
    1,
  );
  return seeds[0].map(({ round, sparsity }, i) => ({
    label: round === 0 ? 'dense' : `${left[i]} left`,
    values: seeds.map((levels) => levels[i].testAccuracy),
    ...(isPapers && round === 0 && { reference: { value: 0.98, deviation: 0.002 } }),
    ...(isPapers &&
      Math.abs(1 - sparsity - 0.107) < 0.005 && { reference: { value: 0.983, deviation: 0.001 } }),
  }));
}
