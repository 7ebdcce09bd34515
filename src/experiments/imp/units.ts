// The units of one search: its levels, each of which continues from the previous one, and the controls of its tickets. Several
// experiments consist of such searches.

import { TicketError } from '../../errors.ts';
import type { LotteryTicketOptions } from '../../pruning/index.ts';
import { type Control, controlIterations, runControl } from '../controls/control-network.ts';
import type { ControlPlan } from '../controls/start.ts';
import { type RunContext, type Unit, unitId } from '../experiment.ts';
import type { TrialSetup } from '../trial.ts';
import { controlArm, type PlannedControl } from './control-levels.ts';
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
export interface ControlUnit extends Unit, Omit<PlannedControl, 'name'> {
  readonly kind: 'control';
  readonly control: PlannedControl['name'];
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
  readonly controls?: { readonly list: readonly PlannedControl[]; readonly plan: ControlPlan };
  /** Prefix of the unit ids after the seed, such as 'fine-tuning/', if the plan contains several searches. */
  readonly prefix?: string;
}

/** Returns the units of one search. */
export function searchUnits(plan: SearchPlan): SearchUnit[] {
  return [...levelUnits(plan), ...controlUnits(plan)];
}

/** Returns the units of the levels only. */
export function levelUnits({ seed, levels, prefix = '' }: SearchPlan): LevelUnit[] {
  return levels.map((level, round) => ({
    kind: 'level',
    id: levelId(seed, prefix, round),
    arm: levelArm(round),
    seed,
    needs: round === 0 ? [] : [levelId(seed, prefix, round - 1)],
    round,
    ...level,
  }));
}

/** Returns the units of the controls. Each needs the level that found its ticket. */
function controlUnits({ seed, levels, controls, prefix = '' }: SearchPlan): ControlUnit[] {
  if (controls === undefined) return [];
  return controls.list.map(({ name, round, copy }) => {
    const arm = controlArm({ name, round, copy }, levels.length - 1);
    return {
      kind: 'control',
      id: unitId(seed, `${prefix}${arm}`),
      arm,
      seed,
      needs: [levelId(seed, prefix, round - 1)],
      ...{ control: name, round, copy },
      ...levels[round],
      iterations: controlIterations(name, controls.plan),
    };
  });
}

/** Returns the name of a level: 'dense', 'round 1', … */
export const levelArm = (round: number): string => (round === 0 ? 'dense' : `round ${round}`);

/** Returns the id of the unit of one level. */
export const levelId = (seed: number, prefix: string, round: number): string =>
  unitId(seed, `${prefix}level ${round}`);

/** Runs one unit of a search. */
export function runSearchUnit(
  trial: TrialSetup,
  search: LotteryTicketOptions,
  unit: SearchUnit,
  needed: ReadonlyMap<string, object>,
  context: RunContext,
): Promise<Level | Control> {
  const progress = levelIn(needed)?.found?.progress;
  if (unit.kind === 'level') return runLevel(trial, search, progress, context);
  if (progress === undefined) throw new TicketError(`${unit.id}: must be run after the search`);
  const { arm, control: name, copy } = unit;
  return runControl(trial, { arm, name, copy }, progress, controlPlan(trial, search), context);
}

/** Returns the last level among the results that a unit needs. */
export function levelIn(needed: ReadonlyMap<string, object>): Level | undefined {
  const levels = [...needed.values()].filter((result) => (result as Partial<Level>).kind === 'level');
  return levels.at(-1) as Level | undefined;
}

/** Returns the ticket found by a level, which must not be the last one. */
export const foundBy = (level: Level | undefined): Found => level?.found as Found;
