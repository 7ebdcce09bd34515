// Iterative magnitude pruning (IMP), the lottery-ticket experiment: the dense network, a ticket at each level of sparsity,
// and the controls at the last level. Frankle & Carbin 2019.

import { wholeNumber } from '../../check.ts';
import type { LotteryTicketOptions, Progress } from '../../pruning/index.ts';
import type { Control } from '../controls/control-network.ts';
import { type ControlName, checkControl } from '../controls/controls.ts';
import { bySeed, type Experiment } from '../experiment.ts';
import {
  emptySummary,
  type FiguresWords,
  type LearningCurve,
  learningCurve,
  rowsOf,
  type Summary,
  seriesOf,
} from '../summary.ts';
import { percent, seedsNote } from '../text.ts';
import { checkSeeds, type ExperimentOptions } from '../trial.ts';
import { type Level, planLevels } from './level.ts';
import { runSearchUnit, type SearchUnit, searchUnits } from './units.ts';

/** Options of the search for tickets, and the controls to train. */
export interface ImpOptions extends ExperimentOptions {
  readonly search: LotteryTicketOptions;
  readonly controls: readonly ControlName[];
  /** State after the levels that have already been trained, keyed by seed. The plan does not include these levels. */
  readonly resume?: ReadonlyMap<number, Progress>;
}

/** Data of one training that the summary needs. */
export interface ImpFacts {
  /** 'dense', 'round 3', 'reinit', … */
  readonly arm: string;
  readonly density: number;
  /** Test accuracy at early stop. */
  readonly accuracy: number;
  readonly curve: LearningCurve;
}

const WORDS: FiguresWords = { title: 'Lottery tickets', axis: 'Test accuracy', unit: 'fraction' };

/** Searches for tickets and trains their controls. */
export const imp: Experiment<ImpOptions, Level | Control, ImpFacts, SearchUnit> = {
  name: 'imp',
  units({ seeds, setup, search, controls, resume }) {
    controls.forEach(checkControl);
    const levels = planLevels(setup(checkSeeds(seeds)[0]), search);
    return seeds.flatMap((seed) => {
      const done = wholeNumber('resume.round', resume?.get(seed)?.round ?? 0, 0, levels.length - 1);
      return searchUnits({ seed, levels, controls, done });
    });
  },
  run: ({ setup, search, resume }, unit, needed, context) =>
    runSearchUnit(setup(unit.seed), search, unit, needed, { ...context, resume: resume?.get(unit.seed) }),
  facts: (result) => ({
    arm: result.kind === 'control' ? result.name : result.round === 0 ? 'dense' : `round ${result.round}`,
    density: result.mask.density,
    accuracy: result.training.earlyStop.testAccuracy,
    curve: learningCurve(result.training),
  }),
  summarize,
};

function summarize(_: ImpOptions, facts: ReadonlyMap<string, ImpFacts>): Summary {
  const seeds = bySeed(facts);
  if (seeds.length === 0) return emptySummary(WORDS);
  return {
    line: seeds[0].map(({ arm, accuracy }) => `${arm} ${percent(accuracy, 2)}`).join('  '),
    table: {
      ...WORDS,
      rows: rowsOf(
        seeds,
        ({ arm, density }) => `${arm}, ${percent(density)} left`,
        ({ accuracy }) => accuracy,
      ),
    },
    plots: [{ name: 'learning', kind: 'learning', series: seriesOf(seeds, ({ arm }) => arm) }],
    notes: [`${seedsNote(seeds.length)} Test accuracy at early stop.`],
  };
}
