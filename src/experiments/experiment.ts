// The interface of all experiments: a plan of units, a function that runs one unit, and a summary as plain data.

import type { CurvePoint, Update } from '../training/index.ts';
import type { Summary } from './summary.ts';

/** One training or another single task: the smallest part of an experiment that is run and stored. */
export interface Unit {
  /** Id of the unit, unique within the plan and readable: 'seed 1/level 3', 'seed 1/reinit', … */
  readonly id: string;
  /** Name of the network that is trained: 'dense', 'round 3', 'reinit', … */
  readonly arm: string;
  /** Seed of the trial that the unit belongs to. */
  readonly seed: number;
  /** Ids of the units whose results this unit uses. They are earlier in the plan. */
  readonly needs: readonly string[];
  /** Number of training iterations; 0 if the unit does not train. */
  readonly iterations: number;
  /** Fraction of the weights that the network keeps, if known before the run. */
  readonly density?: number;
  /** Number of weights that the network keeps, if known before the run. */
  readonly remaining?: number;
}

/** Progress callbacks and an abort signal. */
export interface RunContext {
  /** Stops the run early by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each update. */
  readonly onUpdate?: (update: Update) => void;
  /** Called after each evaluation on the validation set. */
  readonly onEvaluation?: (point: CurvePoint) => void;
  /** Called during long computations other than training. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * An experiment of a paper. `Result` is everything that one unit produces, including masks and weights. `Facts` is the part of
 * it that a report needs. It consists of numbers, strings, lists and records only, so that it can be stored as JSON.
 */
export interface Experiment<Options, Result, Facts, U extends Unit = Unit> {
  readonly name: string;
  /**
   * Returns the plan without training anything. It is made with the first seed's network and is the same for every seed.
   *
   * @throws {ValueError} if the options are invalid.
   */
  units(options: Options): readonly U[];
  /** Runs one unit. The result depends only on the options, the unit, and the results of the units that it needs. */
  run(options: Options, unit: U, needed: ReadonlyMap<string, Result>, context: RunContext): Promise<Result>;
  /** Returns the part of one result that the summary needs; null if it needs nothing. */
  facts(result: Result): Facts | null;
  /** Summarizes the facts known so far, which are keyed by unit id in the order of the plan. Does not read the dataset. */
  summarize(options: Options, facts: ReadonlyMap<string, Facts>): Summary;
}

/** Optional settings of `runExperiment`. */
export interface ExperimentRun<Result, U extends Unit> extends RunContext {
  /** The plan, if it is known already. By default, it is made from the options. */
  readonly units?: readonly U[];
  /** Results that are already known, keyed by unit id. Their units are not run again. */
  readonly results?: ReadonlyMap<string, Result>;
}

/**
 * Runs the units of an experiment in order on this thread, and yields each result as soon as it is known.
 *
 * @throws {ValueError} if the options are invalid, before anything is trained.
 *
 * @example
 * const moons = twoMoons({ examples: 60, random: new Random(1) });
 * const data = { train: moons, validation: moons, test: moons };
 * const makeModel = (random) => mlp([2, 8, 2], { random });
 * const makeTrainer = (model) => {
 *   const optimizer = new Adam(model.namedParameters(), { learningRate: 0.01 });
 *   return new SupervisedTrainer(model, data, { optimizer, batchSize: 20, iterations: 10, random: new Random(2) });
 * };
 * const setup = (seed) => ({ random: new Random(seed), data, makeModel, makeTrainer });
 * const options = { seeds: [1], setup, search: { targetSparsity: 0.5, pruningRounds: 1 }, controls: ['reinit'] };
 * const densities = new Map();
 * for await (const { unit, result } of runExperiment(imp, options)) densities.set(unit.id, result.mask.density);
 * densities; // → Map(3) { 'seed 1/level 0' => 1, 'seed 1/level 1' => 0.5, 'seed 1/reinit' => 0.5 }
 */
export async function* runExperiment<Options, Result, Facts, U extends Unit>(
  experiment: Experiment<Options, Result, Facts, U>,
  options: Options,
  { units = experiment.units(options), results, ...context }: ExperimentRun<Result, U> = {},
): AsyncGenerator<{ readonly unit: U; readonly result: Result }, void, void> {
  const known = new Map(results);
  for (const [i, unit] of units.entries()) {
    if (known.has(unit.id)) continue;
    context.signal?.throwIfAborted();
    const needed = new Map(unit.needs.map((id) => [id, known.get(id) as Result]));
    const result = await experiment.run(options, unit, needed, context);
    known.set(unit.id, result);
    yield { unit, result };
    // Results contain masks and weights, so results that no later unit needs are released.
    const later = new Set(units.slice(i + 1).flatMap(({ needs }) => needs));
    for (const id of [unit.id, ...unit.needs]) if (!later.has(id)) known.delete(id);
  }
}

/** Returns the id of a unit. */
export const unitId = (seed: number, name: string): string => `seed ${seed}/${name}`;

/** Makes a unit whose id consists of its seed and arm. */
export const unitOf = (
  seed: number,
  arm: string,
  iterations: number,
  needs: readonly string[] = [],
): Unit => ({ id: unitId(seed, arm), arm, seed, needs, iterations });

/** Groups facts by seed, in the order in which the seeds appear. */
export function bySeed<Facts>(facts: ReadonlyMap<string, Facts>): Facts[][] {
  const groups = new Map<string, Facts[]>();
  for (const [id, one] of facts) {
    const seed = id.slice(0, id.indexOf('/'));
    groups.set(seed, [...(groups.get(seed) ?? []), one]);
  }
  return [...groups.values()];
}
