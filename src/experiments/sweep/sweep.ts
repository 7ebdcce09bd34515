// The sweep measures how accuracy decreases with growing sparsity, over several seeds.

import type { LotteryTicketOptions } from '../../pruning/index.ts';
import { bySeed, type Experiment } from '../experiment.ts';
import { percent, seedsNote } from '../format-numbers.ts';
import { type Level, planLevels, runLevel } from '../imp/level.ts';
import { type LevelUnit, levelIn, levelUnits } from '../imp/units.ts';
import { emptySummary } from '../summary.ts';
import { checkSeeds, type ExperimentOptions } from '../trial.ts';
import { findings } from './sweep-notes.ts';
import { rowsOf, SWEEP_LABELS } from './sweep-table.ts';
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
    if (seeds.length === 0) return emptySummary(SWEEP_LABELS);
    const found = tradeOff(seeds, options);
    return {
      line: lineOf(found),
      table: { ...SWEEP_LABELS, rows: rowsOf(seeds, options.isLeNetOnMnist ?? false) },
      plots: [{ name: 'sweep', kind: 'sweep', sweep: found }],
      notes: [`${seedsNote(seeds.length)} Test accuracy at early stop.`, ...findings(found)],
    };
  },
};

const lineOf = ({ points: [dense], extremeSparsity }: Sweep): string =>
  `dense ${percent(dense.accuracy.mean, 2)}, matches down to ${percent(1 - extremeSparsity)} of the weights`;
