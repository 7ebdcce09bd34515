import { ValueError } from '../../errors.ts';
import {
  type ExperimentSetup,
  type Level,
  type PlannedTraining,
  planExperiment,
  runExperiment,
} from '../imp/imp.ts';
import { type Sweep, type SweepBounds, type SweepLevel, sweepLevel, tradeOff } from './trade-off.ts';

/** A sweep over several seeds. */
export interface SweepSetup extends SweepBounds {
  /** Makes each seed's experiment; its controls are not run. */
  readonly experiment: (seed: number) => ExperimentSetup;
  /** The seeds, each once. */
  readonly seeds: readonly number[];
}

/** One trained level of one seed. */
export interface SweepStep {
  readonly kind: 'level';
  readonly seed: number;
  readonly level: Level;
}

/** What a sweep yields: every level as it is trained, then what they come to. */
export type SweepEvent = SweepStep | { readonly kind: 'sweep'; readonly sweep: Sweep };

/** The trainings `runSweep` would run, in order, worked out without training. Throws what cannot be done. */
export const planSweep = ({ experiment, seeds }: SweepSetup): PlannedTraining[] =>
  checkSeeds(seeds).flatMap((seed) => planExperiment({ ...experiment(seed), controls: [] }));

/**
 * Runs every seed's search level by level, then works out the trade-off. Throws a ValueError for no seed or one given
 * twice; ends early by `signal`, by throwing its reason.
 */
export async function* runSweep(
  { experiment, seeds, ...bounds }: SweepSetup,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<SweepEvent, void, void> {
  const runs: SweepLevel[][] = [];
  for (const seed of checkSeeds(seeds)) {
    const run: SweepLevel[] = [];
    for await (const level of runExperiment({ ...experiment(seed), controls: [] }, options)) {
      if (level.kind !== 'level') continue;
      run.push(sweepLevel(level));
      yield { kind: 'level', seed, level };
    }
    runs.push(run);
  }
  yield { kind: 'sweep', sweep: tradeOff(runs, bounds) };
}

function checkSeeds(seeds: readonly number[]): readonly number[] {
  if (seeds.length === 0) throw new ValueError('seeds', 'must name at least one', seeds.length);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) throw new ValueError('seeds', 'must name each once', twice);
  return seeds;
}
