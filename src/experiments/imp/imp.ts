// Iterative magnitude pruning (IMP), the lottery-ticket experiment: the dense network, a ticket at each level of sparsity,
// and the controls at the last level. Frankle & Carbin 2019.

import { wholeNumber } from '../../check.ts';
import type { LotteryTicketOptions, Progress } from '../../pruning/index.ts';
import type { Control } from '../controls/control-network.ts';
import { type ControlName, checkControl } from '../controls/controls.ts';
import { bySeed, type Experiment } from '../experiment.ts';
import { judgeSeeds, type SeedNetworks } from '../statistics/seeds.ts';
import { seedsNotes } from '../statistics/seeds-verdict.ts';
import {
  emptySummary,
  type FiguresWords,
  type LearningCurve,
  learningCurve,
  rowsOf,
  type Summary,
  seriesOf,
} from '../summary.ts';
import { namedPercents, percent, seedsNote } from '../text.ts';
import { checkSeeds, type ExperimentOptions } from '../trial.ts';
import { type Level, planLevels } from './level.ts';
import { judge } from './quality.ts';
import { controlPlan } from './search.ts';
import { type JudgedNetwork, judgedNetwork } from './trained-network.ts';
import { runSearchUnit, type SearchUnit, searchUnits } from './units.ts';
import { verdictNotes, verdictSentence } from './verdict.ts';

/** Options of the search for tickets, the controls to train, and the tolerance by which tickets are judged. */
export interface ImpOptions extends ExperimentOptions {
  readonly search: LotteryTicketOptions;
  readonly controls: readonly ControlName[];
  /** How far below the dense network's test accuracy a ticket may lie: 0.002, 0.2 percentage points, by default. */
  readonly tolerance?: number;
  /** State after the levels that have already been trained, keyed by seed. The plan does not include these levels. */
  readonly resume?: ReadonlyMap<number, Progress>;
}

/** Data of one training that the summary needs. */
export interface ImpFacts {
  /** 'dense', 'round 3', 'reinit', … */
  readonly arm: string;
  readonly density: number;
  readonly judged: JudgedNetwork;
  readonly curve: LearningCurve;
}

const WORDS: FiguresWords = { title: 'Lottery tickets', axis: 'Test accuracy', unit: 'fraction' };

/** Searches for tickets and trains their controls. */
export const imp: Experiment<ImpOptions, Level | Control, ImpFacts, SearchUnit> = {
  name: 'imp',
  units({ seeds, setup, search, controls, resume }) {
    controls.forEach(checkControl);
    const trial = setup(checkSeeds(seeds)[0]);
    const levels = planLevels(trial, search);
    const planned = { names: controls, plan: controlPlan(trial, search) };
    return seeds.flatMap((seed) => {
      const done = wholeNumber('resume.round', resume?.get(seed)?.round ?? 0, 0, levels.length - 1);
      return searchUnits({ seed, levels, controls: planned, done });
    });
  },
  run: ({ setup, search, resume }, unit, needed, context) =>
    runSearchUnit(setup(unit.seed), search, unit, needed, { ...context, resume: resume?.get(unit.seed) }),
  facts: (result) => ({
    arm: result.kind === 'control' ? result.name : result.round === 0 ? 'dense' : `round ${result.round}`,
    density: result.mask.density,
    judged: judgedNetwork(result),
    curve: learningCurve(result.training),
  }),
  summarize,
};

function summarize({ tolerance = 0.002 }: ImpOptions, facts: ReadonlyMap<string, ImpFacts>): Summary {
  const seeds = bySeed(facts);
  if (seeds.length === 0) return emptySummary(WORDS);
  return {
    line: namedPercents(seeds[0].map(({ arm, judged }) => [arm, judged.testAccuracy])),
    table: {
      ...WORDS,
      rows: rowsOf(
        seeds,
        ({ arm, density }) => `${arm}, ${percent(density)} left`,
        ({ judged }) => judged.testAccuracy,
      ),
    },
    plots: [{ name: 'learning', kind: 'learning', series: seriesOf(seeds, ({ arm }) => arm) }],
    notes: [`${seedsNote(seeds.length)} Test accuracy at early stop.`, ...verdict(seeds, tolerance)],
  };
}

/** The verdict on the tickets of the last level, as sentences; empty until one is trained. */
function verdict(seeds: readonly (readonly ImpFacts[])[], tolerance: number): string[] {
  const trios = seeds.flatMap((facts): SeedNetworks[] => {
    const [dense, reinit] = ['dense', 'reinit'].map((name) => facts.find(({ arm }) => arm === name)?.judged);
    const ticket = facts.findLast(({ arm }) => arm.startsWith('round '))?.judged;
    return dense && ticket ? [{ dense, ticket, reinit }] : [];
  });
  if (trios.length === 0) return [];
  if (trios.length > 1) return seedsNotes(judgeSeeds(trios, { tolerance }));
  const [{ dense, ticket, reinit }] = trios;
  const quality = judge(dense, ticket, { tolerance, reinit });
  const { density } = seeds[0].findLast(({ arm }) => arm.startsWith('round ')) as ImpFacts;
  return [verdictSentence(quality, density), ...verdictNotes(quality)];
}
