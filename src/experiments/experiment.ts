// What every experiment has in common: a plan of units, a function that runs one of them, and a summary as plain data.

import type { CurvePoint, Update } from '../training/index.ts';
import type { Summary } from './summary.ts';

/** One training, or one other piece of work: the smallest thing that is run and stored. */
export interface Unit {
  /** Unique within the plan, and readable: 'seed 1/level 3', 'seed 1/reinit', … */
  readonly id: string;
  /** What is trained: 'dense', 'round 3', 'reinit', … */
  readonly arm: string;
  /** The seed of the trial it belongs to. */
  readonly seed: number;
  /** Ids of the units whose results it uses. They are earlier in the plan. */
  readonly needs: readonly string[];
  /** Number of iterations it trains; 0 if it trains nothing. */
  readonly iterations: number;
  /** Fraction of the weights that its network keeps, if known before the run. */
  readonly density?: number;
  /** Number of weights that its network keeps, if known before the run. */
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
  /** Called during long work that trains nothing. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * An experiment of a paper. `Result` is everything that one unit produces, including masks and weights. `Facts` is the part of
 * it that a report needs: numbers, strings, lists and records only, so that it can be stored as JSON.
 */
export interface Experiment<Options, Result, Facts, U extends Unit = Unit> {
  readonly name: string;
  /**
   * Returns the plan, without training anything. Several seeds have the same plan, made with the first seed's network.
   *
   * @throws {ValueError} if something in the options cannot be done.
   */
  units(options: Options): readonly U[];
  /** Runs one unit. The result depends only on the options, the unit and the results that it needs. */
  run(options: Options, unit: U, needed: ReadonlyMap<string, Result>, context: RunContext): Promise<Result>;
  /** Returns what the summary needs of one result; null if it needs nothing. */
  facts(result: Result): Facts | null;
  /** Summarizes the facts known so far, keyed by unit id in the order of the plan. Reads no data. */
  summarize(options: Options, facts: ReadonlyMap<string, Facts>): Summary;
}

/** What `runExperiment` takes beside the experiment and its options. */
export interface ExperimentRun<Result, U extends Unit> extends RunContext {
  /** The plan, if `units` has been called already. */
  readonly units?: readonly U[];
  /** Results that are known already, by unit id. Their units are not run again. */
  readonly results?: ReadonlyMap<string, Result>;
}

/**
 * Runs the units in order in this thread, and yields each result as soon as it is known.
 *
 * @throws {ValueError} if something in the options cannot be done; nothing has been trained then.
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
    // Results hold masks and weights: those that no later unit needs are released.
    const later = new Set(units.slice(i + 1).flatMap(({ needs }) => needs));
    for (const id of [unit.id, ...unit.needs]) if (!later.has(id)) known.delete(id);
  }
}

/** The id of a unit. */
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
