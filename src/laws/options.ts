import { integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { Law, LawSet } from './law.ts';

/** Options of checking laws. */
export interface CheckOptions {
  /**
   * Seed of the generated cases, a 32-bit integer. The default is the environment variable LAW_SEED, or else a random seed.
   */
  readonly seed?: number;
  /**
   * Number of cases per law, at least 1. The default is the environment variable LAW_RUNS, or else the number of the law.
   */
  readonly runs?: number;
  /** Names of the laws to check; by default, all laws of the set. */
  readonly laws?: readonly string[];
  /**
   * Path of a counterexample, as printed in a report. It requires the seed of the report, and the broken law as the only one in
   * `laws`.
   */
  readonly path?: string;
}

/** Options of checking laws, with their default values filled in. */
export interface ResolvedCheck<Impl> {
  readonly seed: number;
  readonly runs: number | undefined;
  readonly laws: readonly Law<Impl>[];
  readonly path: string | undefined;
}

/**
 * Validates the options for a set and fills in their default values. `more` contains additional options that are accepted.
 * @throws {ValueError} that names the invalid option.
 */
export function resolveCheck<Impl>(
  set: LawSet<Impl>,
  options: CheckOptions = {},
  more: readonly string[] = [],
): ResolvedCheck<Impl> {
  checkNames(options, [...OPTIONS, ...more]);
  const { laws: names, path, ...rest } = options;
  const seed = rest.seed ?? environment('LAW_SEED') ?? randomSeed();
  integer('seed', seed, -(2 ** 31), 2 ** 31 - 1);
  const runs = rest.runs ?? environment('LAW_RUNS');
  if (runs !== undefined) integer('runs', runs, 1, 2 ** 31 - 1);
  const laws = choose(set, names);
  if (path !== undefined) {
    if (typeof path !== 'string' || !/^\d+(:\d+)*$/.test(path))
      throw new ValueError('path', 'must be numbers between colons', path);
    if (rest.seed === undefined) throw new ValueError('path', 'must come with its seed', path);
    if (laws.length !== 1) throw new ValueError('path', 'must come with the one law it breaks', laws.length);
  }
  return { seed, runs, laws, path };
}

const OPTIONS = ['seed', 'runs', 'laws', 'path'];

function checkNames(options: CheckOptions, names: readonly string[]): void {
  const rule = `must be of ${names.join(', ')}`;
  if (typeof options !== 'object' || options === null) throw new ValueError('options', rule, options);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new ValueError('options', rule, unknown);
}

function choose<Impl>(set: LawSet<Impl>, names: readonly string[] | undefined): readonly Law<Impl>[] {
  if (!Array.isArray(set?.laws) || set.laws.length === 0)
    throw new ValueError('set', 'must be a set of laws', set);
  if (names === undefined) return set.laws;
  if (!Array.isArray(names) || names.length === 0)
    throw new ValueError('laws', 'must be a list of names', names);
  return names.map((name) => {
    const found = set.laws.find((law) => law.name === name);
    if (!found) {
      const all = set.laws.map((law) => JSON.stringify(law.name)).join(', ');
      throw new ValueError('laws', `must be laws of ${set.name}, which are ${all}`, name);
    }
    return found;
  });
}

function environment(name: string): number | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  const text = process?.env?.[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new ValueError(name, 'must be an integer', text);
  return value;
}

const randomSeed = (): number => crypto.getRandomValues(new Int32Array(1))[0];
