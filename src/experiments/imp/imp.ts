// Iterative magnitude pruning (IMP), the lottery-ticket experiment: the dense network, a ticket at each level of sparsity,
// and the controls of these tickets. Frankle & Carbin 2019.

import type { LotteryTicketOptions } from '../../pruning/index.ts';
import type { Control } from '../controls/control-network.ts';
import { bySeed, type Experiment } from '../experiment.ts';
import { namedPercents, percent, seedsNote } from '../format-numbers.ts';
import { seedsNotes } from '../statistics/seeds-notes.ts';
import { judgeSeeds } from '../statistics/seeds-verdict.ts';
import {
  emptySummary,
  learningCurve,
  type ResultLabels,
  rowsOf,
  type Summary,
  seriesOf,
} from '../summary.ts';
import { checkSeeds, type ExperimentOptions } from '../trial.ts';
import { type ControlOptions, planControlList } from './control-levels.ts';
import { type ImpFacts, impFacts, seedNetworks } from './imp-facts.ts';
import { type Level, planLevels } from './level.ts';
import { controlPlan } from './search.ts';
import { runSearchUnit, type SearchUnit, searchUnits } from './units.ts';
import { judge } from './verdict.ts';
import { verdictNotes, verdictSentence } from './verdict-text.ts';

/** Options of the search for tickets, the controls to train, and the tolerance by which tickets are judged. */
export interface ImpOptions extends ExperimentOptions, ControlOptions {
  readonly search: LotteryTicketOptions;
  /**
   * Tolerance: how far below the dense network's test accuracy a ticket may be. The default is 0.002, which is 0.2 percentage
   * points.
   */
  readonly tolerance?: number;
}

const WORDS: ResultLabels = { title: 'Lottery tickets', axis: 'Test accuracy', unit: 'fraction' };

/** Searches for tickets and trains their controls. */
export const imp: Experiment<ImpOptions, Level | Control, ImpFacts, SearchUnit> = {
  name: 'imp',
  units(options) {
    const { seeds, setup, search } = options;
    const trial = setup(checkSeeds(seeds)[0]);
    const levels = planLevels(trial, search);
    const controls = { list: planControlList(options, levels.length - 1), plan: controlPlan(trial, search) };
    return seeds.flatMap((seed) => searchUnits({ seed, levels, controls }));
  },
  run: ({ setup, search }, unit, needed, context) =>
    runSearchUnit(setup(unit.seed), search, unit, needed, context),
  facts: impFacts,
  summarize,
};

function summarize({ tolerance = 0.002 }: ImpOptions, facts: ReadonlyMap<string, ImpFacts>): Summary {
  const seeds = bySeed(facts);
  if (seeds.length === 0) return emptySummary(WORDS);
  const main = seeds.map(withoutRepeatedControls);
  const curves = main.map((own) => own.map(({ arm, curve }) => ({ arm, curve: learningCurve({ curve }) })));
  return {
    line: namedPercents(main[0].map(({ arm, testAccuracy }) => [arm, testAccuracy])),
    table: {
      ...WORDS,
      rows: rowsOf(
        seeds,
        ({ arm, density }) => `${arm}, ${percent(density)} left`,
        ({ testAccuracy }) => testAccuracy,
      ),
    },
    plots: [{ name: 'learning', kind: 'learning', series: seriesOf(curves, ({ arm }) => arm) }],
    notes: [`${seedsNote(seeds.length)} Test accuracy at early stop.`, ...verdict(seeds, tolerance)],
  };
}

/** Returns the levels and the controls of the latest ticket, with the first of its random reinitializations only. */
function withoutRepeatedControls(facts: readonly ImpFacts[]): ImpFacts[] {
  const last = Math.max(...facts.map(({ kind, round }) => (kind === 'level' ? round : 0)));
  return facts.filter((one) => one.kind === 'level' || (one.round === last && one.copy === 1));
}

/** Returns the verdict on the latest ticket of each seed as sentences; empty until a ticket has been trained. */
function verdict(seeds: readonly (readonly ImpFacts[])[], tolerance: number): string[] {
  const trained = seeds.flatMap((facts) => seedNetworks(facts) ?? []);
  if (trained.length === 0) return [];
  if (trained.length > 1) return seedsNotes(judgeSeeds(trained, { tolerance }));
  const [{ dense, ticket, reinits }] = trained;
  const quality = judge(dense, ticket, { tolerance, reinits });
  return [verdictSentence(quality, ticket.density), ...verdictNotes(quality)];
}
