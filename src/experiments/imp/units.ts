// The units of one search: its levels, each of which continues from the previous one, then the controls of the ticket.
// Several experiments consist of such searches.

import { TicketError } from '../../errors.ts';
import type { LotteryTicketOptions, Progress } from '../../pruning/index.ts';
import { type Control, controlIterations, runControl } from '../controls/control-network.ts';
import type { ControlName } from '../controls/controls.ts';
import type { ControlPlan } from '../controls/start.ts';
import { type RunContext, type Unit, unitId } from '../experiment.ts';
import type { TrialSetup } from '../trial.ts';
import { type Found, type Level, type LevelPlan, runLevel } from './level.ts';
import { controlPlan } from './search.ts';

/** A unit that trains one level. */
export interface LevelUnit extends Unit {
  readonly kind: 'level';
  readonly round: number;
  readonly density: number;
  readonly remaining: number;
}

/** A unit that trains one control. */
export interface ControlUnit extends Unit {
  readonly kind: 'control';
  readonly control: ControlName;
  readonly density: number;
  readonly remaining: number;
}

/** A unit of a search. */
export type SearchUnit = LevelUnit | ControlUnit;

/** The description of a search from which its units are made. */
interface SearchPlan {
  readonly seed: number;
  /** The levels, as `planLevels` returns them. */
  readonly levels: readonly LevelPlan[];
  readonly controls?: { readonly names: readonly ControlName[]; readonly plan: ControlPlan };
  /** Prefix of the unit ids after the seed, such as 'fine-tuning/', if the plan contains several searches. */
  readonly prefix?: string;
  /** Number of levels that have already been trained. */
  readonly done?: number;
}

/** Returns the units of one search. */
export function searchUnits(plan: SearchPlan): SearchUnit[] {
  return [...levelUnits(plan), ...controlUnits(plan)];
}

/** Returns the units of the levels only. */
export function levelUnits({ seed, levels, prefix = '', done = 0 }: SearchPlan): LevelUnit[] {
  return levels.slice(done).map((level, i) => ({
    kind: 'level',
    id: levelId(seed, prefix, done + i),
    arm: done + i === 0 ? 'dense' : `round ${done + i}`,
    seed,
    needs: i === 0 ? [] : [levelId(seed, prefix, done + i - 1)],
    round: done + i,
    ...level,
  }));
}

/** The units of the controls. Each needs the level that found the ticket, unless it is trained already. */
function controlUnits({ seed, levels, controls, prefix = '', done = 0 }: SearchPlan): ControlUnit[] {
  if (controls === undefined) return [];
  const last = levels.length - 1;
  return [...new Set(controls.names)].map((control) => ({
    kind: 'control',
    id: unitId(seed, `${prefix}${control}`),
    arm: control,
    seed,
    needs: done === last ? [] : [levelId(seed, prefix, last - 1)],
    control,
    ...levels[last],
    iterations: controlIterations(control, controls.plan),
  }));
}

/** Returns the id of the unit of one level. */
export const levelId = (seed: number, prefix: string, round: number): string =>
  unitId(seed, `${prefix}level ${round}`);

/** The run context, and the state from which a search continues. */
interface SearchContext extends RunContext {
  /** The state after the levels that have already been trained. */
  readonly resume?: Progress | undefined;
}

/** Runs one unit of a search. */
export function runSearchUnit(
  trial: TrialSetup,
  search: LotteryTicketOptions,
  unit: SearchUnit,
  needed: ReadonlyMap<string, object>,
  { resume, ...context }: SearchContext,
): Promise<Level | Control> {
  const progress = levelIn(needed)?.found?.progress ?? resume;
  if (unit.kind === 'level') return runLevel(trial, search, progress, context);
  if (progress === undefined) throw new TicketError(`${unit.id}: must be run after the search`);
  return runControl(trial, unit.control, progress, controlPlan(trial, search), context);
}

/** Returns the last level among the results that a unit needs. */
export function levelIn(needed: ReadonlyMap<string, object>): Level | undefined {
  const levels = [...needed.values()].filter((result) => (result as Partial<Level>).kind === 'level');
  return levels.at(-1) as Level | undefined;
}

/** Returns the ticket found by a level, which must not be the last one. */
export const foundBy = (level: Level | undefined): Found => level?.found as Found;
