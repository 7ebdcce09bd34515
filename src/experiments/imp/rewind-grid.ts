// The rewinding grid of Renda et al. 2020 combines the weights to rewind to with the position in the learning-rate schedule to
// rewind to. Everything else is the same.
//
//                    schedule k … T             schedule at T: the last learning rate
//   weights W_T      learning-rate rewinding    fine-tuning
//   weights W_k      weight rewinding           control
//   a new draw       – (schedule 0 … T: reinitialised)

import { integer } from '../../check.ts';
import { type LotteryTicketOptions, RewindStrategy } from '../../pruning/index.ts';
import { bySeed, type Experiment } from '../experiment.ts';
import { namedPercents, percent, seedsNote } from '../format-numbers.ts';
import { emptySummary, type ResultLabels, rowsOf } from '../summary.ts';
import { checkSeeds, type ExperimentOptions, initialModel, type TrialSetup } from '../trial.ts';
import { type Level, planLevels, runLevel } from './level.ts';
import { type LevelUnit, levelIn, levelUnits } from './units.ts';

/** Name of a cell of the grid. */
export type GridCell =
  | 'fine-tuning'
  | 'weight rewinding'
  | 'learning-rate rewinding'
  | 'control'
  | 'reinitialised';

/**
 * Returns the rewinding strategy of each cell for iteration k of T. All four cells of the grid train for T − k iterations
 * after each round, so that no cell has an advantage from longer training.
 *
 * @param k the iteration to rewind to, 0 ≤ k < T.
 * @param iterations T, the iterations of one training.
 * @throws {ValueError} unless 0 ≤ k < T.
 *
 * @example
 * const grid = rewindGrid(100, 1000);
 * grid['weight rewinding']; // → { kind: 'early', iteration: 100 }
 * grid['fine-tuning']; // → { kind: 'none', fineTuneIterations: 900 }
 */
export function rewindGrid(k: number, iterations: number): Record<GridCell, RewindStrategy> {
  integer('iterations', iterations, 1);
  const point = { iteration: integer('k', k, 0, iterations - 1) };
  const fineTuneIterations = iterations - k;
  return {
    'fine-tuning': RewindStrategy.none({ fineTuneIterations }),
    'weight rewinding': RewindStrategy.early(point),
    'learning-rate rewinding': RewindStrategy.late(point),
    control: RewindStrategy.weightsOnly({ ...point, fineTuneIterations }),
    reinitialised: RewindStrategy.reinitialize(),
  };
}

/** Options of the grid experiment. */
export interface RewindGridOptions extends ExperimentOptions {
  /** Options of the searches; each cell replaces the rewinding strategy with its own. */
  readonly search: LotteryTicketOptions;
  /** Iteration k to rewind to. */
  readonly rewindTo: number;
  readonly cells: readonly GridCell[];
}

/** A unit of one cell's search. */
export type GridUnit = LevelUnit & { readonly cell: GridCell };

/** Data of one training (one level of one cell) that the summary needs. */
export interface GridFacts {
  readonly cell: GridCell;
  readonly round: number;
  readonly density: number;
  /** Test accuracy at the end of the training. */
  readonly accuracy: number;
}

/** A trained level of one cell. */
export type GridLevel = Level & { readonly cell: GridCell };

const WORDS: ResultLabels = {
  title: 'Rewinding weights and the learning rate',
  axis: 'Test accuracy',
  unit: 'fraction',
};

/**
 * Runs one search per cell. All searches of a seed have the same initial weights, data order and first training.
 */
export const rewindGridExperiment: Experiment<RewindGridOptions, GridLevel, GridFacts, GridUnit> = {
  name: 'rewind-grid',
  units(options) {
    const trial = options.setup(checkSeeds(options.seeds)[0]);
    const plans = options.cells.map((cell) => ({
      cell,
      levels: planLevels(trial, searchOf(options, trial, cell)),
    }));
    return options.seeds.flatMap((seed) =>
      plans.flatMap(({ cell, levels }) =>
        levelUnits({ seed, levels, prefix: `${cell}/` }).map((unit) => ({ ...unit, cell })),
      ),
    );
  },
  async run(options, { seed, cell }, needed, context) {
    const trial = options.setup(seed);
    const before = levelIn(needed)?.found?.progress;
    return { ...(await runLevel(trial, searchOf(options, trial, cell), before, context)), cell };
  },
  facts: ({ cell, round, mask, training }) => ({
    ...{ cell, round, density: mask.density },
    accuracy: training.final.testAccuracy,
  }),
  summarize(_, facts) {
    const seeds = bySeed(facts);
    if (seeds.length === 0) return emptySummary(WORDS);
    const rows = rowsOf(
      seeds,
      ({ cell, round, density }) => `${cell}, ${round === 0 ? 'dense' : `${percent(density)} left`}`,
      ({ accuracy }) => accuracy,
    );
    return {
      line: namedPercents(seeds[0].map(({ cell, round, accuracy }) => [`${cell} ${round}:`, accuracy])),
      table: { ...WORDS, rows },
      plots: [],
      notes: [`${seedsNote(seeds.length)} Test accuracy at the end of each training.`],
    };
  },
};

/** Returns the search options of one cell. */
function searchOf(
  { search, rewindTo }: RewindGridOptions,
  trial: TrialSetup,
  cell: GridCell,
): LotteryTicketOptions {
  const { iterations } = trial.makeTrainer(initialModel(trial));
  return { ...search, rewindStrategy: rewindGrid(rewindTo, iterations)[cell] };
}
