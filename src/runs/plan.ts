// The plan of a run: the command, its options, and the units of work. It determines every result and never changes.

import { createHash } from 'node:crypto';
import { FormatError } from '../errors.ts';
import type { Unit } from '../experiments/index.ts';
import { isObject } from '../formats/json.ts';

/** The plan of a run. It consists of JSON values only. */
export interface RunPlan {
  /** Name of the command that runs the plan. */
  readonly command: string;
  /** The options of the command. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The seeds, one trial each. */
  readonly seeds: readonly number[];
  /** SHA-256 digest of the data files; null for synthetic data, which the seed determines. */
  readonly data: string | null;
  /** The units in an order in which they can be run. */
  readonly units: readonly PlannedUnit[];
}

/** The part of a unit that is the same for all experiments. */
export type PlannedUnit = Pick<
  Unit,
  'id' | 'arm' | 'seed' | 'needs' | 'iterations' | 'density' | 'remaining'
>;

const FORMAT = 'winning-ticket-run';
const VERSION = 1;

/** Returns the plan as the content of a file. */
export const planToJson = ({ units, ...plan }: RunPlan): object => ({
  format: FORMAT,
  version: VERSION,
  ...plan,
  units: units.map(({ id, arm, seed, needs, iterations, density, remaining }) => ({
    ...{ id, arm, seed, needs, iterations },
    ...(density !== undefined && { density }),
    ...(remaining !== undefined && { remaining }),
  })),
});

/**
 * Returns the plan in a file.
 *
 * @throws {FormatError} if it is not a plan of this version.
 */
export function planFromJson(json: object, name: string): RunPlan {
  const { format, version, ...plan } = json as Record<string, unknown>;
  if (format !== FORMAT) throw new FormatError(name, `must have the format ${FORMAT}`, format);
  if (version !== VERSION) throw new FormatError(name, `must have the version ${VERSION}`, version);
  if (!isPlan(plan)) throw new FormatError(name, 'must hold the plan of a run', 'other JSON');
  return plan;
}

function isPlan(value: object): value is RunPlan {
  const { command, options, seeds, data, units } = value as Partial<Record<keyof RunPlan, unknown>>;
  if (typeof command !== 'string' || !isObject(options)) return false;
  if (data !== null && typeof data !== 'string') return false;
  if (!Array.isArray(seeds) || seeds.length === 0) return false;
  // The option is the first seed, and the others follow it.
  if (!isCount(options.seed) || seeds.some((seed, i) => seed !== (options.seed as number) + i)) return false;
  if (!Array.isArray(units) || units.length === 0) return false;
  const known = new Set<unknown>();
  return units.every((unit) => {
    if (!isUnit(unit) || !seeds.includes(unit.seed)) return false;
    if (known.has(unit.id) || !unit.needs.every((id) => known.has(id))) return false;
    return known.add(unit.id);
  });
}

const isUnit = (value: unknown): value is PlannedUnit =>
  isObject(value) &&
  typeof value.id === 'string' &&
  typeof value.arm === 'string' &&
  isCount(value.seed) &&
  isCount(value.iterations) &&
  Array.isArray(value.needs) &&
  ['density', 'remaining'].every((key) => value[key] === undefined || typeof value[key] === 'number');

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Returns the digest of a plan, which all report files of the run contain. */
export const planDigest = (plan: RunPlan): string =>
  createHash('sha256')
    .update(JSON.stringify(planToJson(plan)))
    .digest('hex');

/**
 * Returns the digest of everything that determines the result of a unit: the command, its options, the data and the unit.
 */
export function unitDigest({ command, options, data }: RunPlan, { id }: PlannedUnit): string {
  const { seed: _, ...others } = options; // The unit's id contains its own seed.
  return createHash('sha256')
    .update(JSON.stringify([command, others, data, id]))
    .digest('hex');
}

/** The positions of the units in a plan, and the units that need the result of each. */
export interface PlanIndex {
  readonly places: ReadonlyMap<string, number>;
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
}

/** Returns the index of a plan. */
export function indexOf({ units }: RunPlan): PlanIndex {
  const neededBy = new Map<string, string[]>(units.map(({ id }) => [id, []]));
  for (const { id, needs } of units) for (const needed of needs) neededBy.get(needed)?.push(id);
  return { places: new Map(units.map(({ id }, i) => [id, i])), neededBy };
}
