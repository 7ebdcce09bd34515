// The sweep measures how accuracy falls as sparsity grows, over several seeds.

import type { LotteryTicketOptions } from '../../pruning/index.ts';
import { bySeed, type Experiment } from '../experiment.ts';
import { type Level, planLevels, runLevel } from '../imp/level.ts';
import { type LevelUnit, levelIn, levelUnits } from '../imp/units.ts';
import { emptySummary, type FigureRow, type FiguresWords } from '../summary.ts';
import { percent, seedsNote } from '../text.ts';
import { checkSeeds, type ExperimentOptions } from '../trial.ts';
import { checkBounds, type Sweep, type SweepBounds, type SweepLevel, tradeOff } from './trade-off.ts';

/** Options of the search for tickets, and the bounds that classify their loss of accuracy. */
export interface SweepOptions extends ExperimentOptions, SweepBounds {
  readonly search: LotteryTicketOptions;
}

/** Returns the data of a level that a sweep needs. */
export const sweepLevel = ({ round, mask, training }: Level): SweepLevel => ({
  round,
  sparsity: mask.sparsity,
  testAccuracy: training.earlyStop.testAccuracy,
});

const WORDS: FiguresWords = { title: 'Accuracy at each sparsity', axis: 'Test accuracy', unit: 'fraction' };

/** Trains every level of a search for each seed, and summarizes the trade-off between sparsity and accuracy. */
export const sweep: Experiment<SweepOptions, Level, SweepLevel, LevelUnit> = {
  name: 'sweep',
  units({ seeds, setup, search, ...bounds }) {
    checkBounds(bounds);
    const levels = planLevels(setup(checkSeeds(seeds)[0]), search);
    return seeds.flatMap((seed) => levelUnits({ seed, levels }));
  },
  run: ({ setup, search }, { seed }, needed, context) =>
    runLevel(setup(seed), search, levelIn(needed)?.found?.progress, context),
  facts: sweepLevel,
  summarize(options, facts) {
    const seeds = bySeed(facts);
    if (seeds.length === 0) return emptySummary(WORDS);
    const found = tradeOff(seeds, options);
    return {
      line: lineOf(found),
      table: { ...WORDS, rows: rowsOf(seeds, options.isLeNetOnMnist ?? false) },
      plots: [{ name: 'sweep', kind: 'sweep', sweep: found }],
      notes: [`${seedsNote(seeds.length)} Test accuracy at early stop.`, ...findings(found)],
    };
  },
};

const lineOf = ({ points: [dense], extremeSparsity }: Sweep): string =>
  `dense ${percent(dense.accuracy.mean, 2)}, matches up to a sparsity of ${percent(extremeSparsity)}`;

/** Returns one row per level, with the values of Frankle et al. 2019 for the dense network and the ticket with 10.7 %. */
function rowsOf(seeds: readonly (readonly SweepLevel[])[], isPapers: boolean): FigureRow[] {
  return seeds[0].map(({ round, sparsity }, i) => ({
    label: round === 0 ? 'dense' : `${percent(1 - sparsity, sparsity > 0.9 ? 2 : 1)} left`,
    values: seeds.map((levels) => levels[i].testAccuracy),
    ...(isPapers && round === 0 && { reference: { value: 0.98, deviation: 0.002 } }),
    ...(isPapers &&
      Math.abs(1 - sparsity - 0.107) < 0.005 && { reference: { value: 0.983, deviation: 0.001 } }),
  }));
}

/** Describes where matching ends, and the three zones. */
function findings(found: Sweep): string[] {
  const { tolerance, significant, extremeSparsity, sureSparsity, gradualUntil, sawTheEnd } = found;
  const sure = sureSparsity === null ? '' : `; with the whole 95 % interval up to ${percent(sureSparsity)}`;
  if (sawTheEnd && extremeSparsity === 0)
    return [`The first level already loses more than ${percent(tolerance)} on average.`];
  return [
    sawTheEnd
      ? `Matching ends at a sparsity of ${percent(extremeSparsity, 2)} (mean loss within ${percent(tolerance)})${sure}.`
      : `Matching holds down to the last level, a sparsity of ${percent(extremeSparsity, 2)}${sure}.`,
    `The loss is minimal up to ${percent(extremeSparsity)}, gradual up to ${percent(gradualUntil)}, and beyond that more than ${percent(significant)}.`,
  ];
}
