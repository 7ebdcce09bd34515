// Measures which part of a ticket matters: its values, its signs or its zeros. Several actions are applied to one ticket,
// and the network is trained after each of them. Zhou et al. 2019, §4.

import { ValueError } from '../../errors.ts';
import type { LotteryTicketOptions, Mask } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import { bySeed, type Experiment, type Unit, unitOf } from '../experiment.ts';
import { namedPercents, seedsNote } from '../format-numbers.ts';
import { type Level, planLevels, runLevel } from '../imp/level.ts';
import { controlPlan } from '../imp/search.ts';
import { foundBy, type LevelUnit, levelId, levelIn, levelUnits } from '../imp/units.ts';
import { emptySummary, type ResultLabels, rowsOf } from '../summary.ts';
import { checkSeeds, type ExperimentOptions } from '../trial.ts';
import { type Action, actionName, checkAction } from './actions.ts';
import { controlIterations, runControl } from './control-network.ts';

/** Options of the search for the ticket, and the actions to apply to it. The ticket is trained once per action. */
export interface ActionsOptions extends ExperimentOptions {
  readonly search: LotteryTicketOptions;
  readonly actions: readonly Action[];
}

/** The result of training the ticket after one action. */
export interface ActionResult {
  readonly kind: 'action';
  readonly action: Action;
  /** The ticket's mask, the same for every action. */
  readonly mask: Mask;
  readonly training: TrainingRecord;
}

/** A unit that trains the ticket after one action. */
export interface ActionUnit extends Unit {
  readonly kind: 'action';
  readonly action: Action;
}

/** Data of one action's training that the summary needs. */
export interface ActionFacts {
  readonly action: string;
  /** Test accuracy at early stop. */
  readonly accuracy: number;
}

const WORDS: ResultLabels = { title: 'Actions on a ticket', axis: 'Test accuracy', unit: 'fraction' };

/**
 * Searches for one ticket per seed, then trains it after every action. A ticket rewound to W_k is trained from iteration k, with
 * W_k in place of θ₀ and the optimizer's state at k.
 */
export const actionsExperiment: Experiment<
  ActionsOptions,
  Level | ActionResult,
  ActionFacts,
  LevelUnit | ActionUnit
> = {
  name: 'actions',
  units({ seeds, setup, search, actions }) {
    if (actions.length === 0) throw new ValueError('actions', 'must contain at least one action', 0);
    actions.forEach(checkAction);
    // The last level is the ticket itself, which is trained only after actions.
    const trial = setup(checkSeeds(seeds)[0]);
    const levels = planLevels(trial, search).slice(0, -1);
    const plan = controlPlan(trial, search);
    return seeds.flatMap((seed) => [
      ...levelUnits({ seed, levels }),
      ...actions.map((action) =>
        actionUnit(seed, action, levels.length - 1, controlIterations(actionName(action), plan)),
      ),
    ]);
  },
  async run({ setup, search }, unit, needed, context) {
    const trial = setup(unit.seed);
    const before = levelIn(needed);
    if (unit.kind === 'level') return runLevel(trial, search, before?.found?.progress, context);
    const { progress } = foundBy(before);
    const plan = controlPlan(trial, search);
    const control = { arm: unit.arm, name: actionName(unit.action), copy: 1 };
    const { mask, training } = await runControl(trial, control, progress, plan, context);
    return { kind: 'action', action: unit.action, mask, training };
  },
  facts: (result) =>
    result.kind === 'level'
      ? null
      : { action: actionName(result.action), accuracy: result.training.earlyStop.testAccuracy },
  summarize(_, facts) {
    const seeds = bySeed(facts);
    if (seeds.length === 0) return emptySummary(WORDS);
    return {
      line: namedPercents(seeds[0].map(({ action, accuracy }) => [action, accuracy])),
      table: {
        ...WORDS,
        rows: rowsOf(
          seeds,
          ({ action }) => action,
          ({ accuracy }) => accuracy,
        ),
      },
      plots: [],
      notes: [`${seedsNote(seeds.length)} Test accuracy at early stop.`],
    };
  },
};

function actionUnit(seed: number, action: Action, lastRound: number, iterations: number): ActionUnit {
  const needs = [levelId(seed, '', lastRound)];
  return { kind: 'action', action, ...unitOf(seed, actionName(action), iterations, needs) };
}
