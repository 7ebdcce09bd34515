// Renda et al. 2020: {which weights} × {which learning-rate clock}, everything else the same.
//
//                    clock k … T                clock T: the last learning rate
//   weights W_T      learning-rate rewinding    fine-tuning
//   weights W_k      weight rewinding           control
//   drawn anew       – (clock 0 … T: reinitialised)

import { wholeNumber } from '../../check.ts';
import { RewindStrategy } from '../../pruning/index.ts';
import { type Control, type ExperimentSetup, type Level, runExperiment } from './imp.ts';

/** A cell of the grid. */
export type GridCell =
  | 'fine-tuning'
  | 'weight rewinding'
  | 'learning-rate rewinding'
  | 'control'
  | 'reinitialised';

/**
 * The strategy of each cell, rewinding to iteration k of T: the four of the grid train T − k updates after each round, so
 * that none is better for having trained longer. Throws a ValueError unless 0 ≤ k < T.
 */
export function rewindGrid(k: number, iterations: number): Record<GridCell, RewindStrategy> {
  wholeNumber('iterations', iterations, 1);
  const point = { iteration: wholeNumber('k', k, 0, iterations - 1) };
  const fineTuneIterations = iterations - k;
  return {
    'fine-tuning': RewindStrategy.none({ fineTuneIterations }),
    'weight rewinding': RewindStrategy.early(point),
    'learning-rate rewinding': RewindStrategy.late(point),
    control: RewindStrategy.weightsOnly({ ...point, fineTuneIterations }),
    reinitialised: RewindStrategy.reinitialise(),
  };
}

/** One training of the grid. */
export type GridResult = { readonly cell: GridCell } & (Level | Control);

/**
 * The experiment once for each cell, from the same seed: same initial weights, same data order, same first training. One
 * finished training at a time. Ends early by `signal`, by throwing its reason.
 */
export async function* runRewindGrid(
  setup: ExperimentSetup & { readonly rewindTo: number; readonly cells: readonly GridCell[] },
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<GridResult, void, void> {
  const probe = setup.makeTrainer(setup.makeModel(setup.random.fork('initialisation')));
  const grid = rewindGrid(setup.rewindTo, probe.iterations);
  for (const cell of setup.cells) {
    const search = { ...setup.search, rewind: grid[cell] };
    for await (const done of runExperiment({ ...setup, search }, options)) yield { cell, ...done };
  }
}
