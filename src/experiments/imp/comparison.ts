// Compares standard pruning with the lottery ticket. Both arms have the same network, schedule and data; they differ only in
// what happens to the surviving weights after a round. The measurements cover the aspects in which the two methods are said to
// differ: when pruning happens, the weights, retraining, and the goal.

import { ValueError } from '../../errors.ts';
import { type LotteryTicketOptions, type Mask, RewindStrategy } from '../../pruning/index.ts';
import type { Control } from '../controls/control-network.ts';
import type { ControlName } from '../controls/controls.ts';
import { bySeed, type Experiment, type Unit, unitId, unitOf } from '../experiment.ts';
import { type MaskOverlap, maskOverlap } from '../masks/overlap.ts';
import { checkSeeds, type ExperimentOptions } from '../trial.ts';
import {
  type ComparisonFacts,
  factsOf,
  type Method,
  type MethodFacts,
  withoutMask,
} from './comparison-facts.ts';
import { summarizeComparison } from './comparison-summary.ts';
import { planControlList } from './control-levels.ts';
import { type Level, planLevels } from './level.ts';
import { controlPlan } from './search.ts';
import { runSearchUnit, type SearchUnit, searchUnits } from './units.ts';

/** Options of the search, and the controls to train. They are the same for both arms. */
export interface ComparisonOptions extends ExperimentOptions {
  /** Options of the search. `rewind` applies to the lottery ticket (W₀ by default); standard pruning never rewinds. */
  readonly search: LotteryTicketOptions;
  readonly controls: readonly ControlName[];
}

/** Measurements of both arms for one seed. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly methods: readonly [
    standard: MethodFacts & { readonly mask: Mask },
    lottery: MethodFacts & { readonly mask: Mask },
  ];
  /** The overlap of the two masks. */
  readonly overlap: MaskOverlap;
}

/** A unit that trains a level or a control of one arm, or the last unit of a seed, which compares the arms. */
export type ComparisonUnit =
  | (SearchUnit & { readonly method: Method })
  | (Unit & { readonly kind: 'comparison' });

const METHODS = ['standard pruning', 'lottery ticket'] as const;

/** Runs both arms and compares them. */
export const comparison: Experiment<
  ComparisonOptions,
  Level | Control | Comparison,
  ComparisonFacts,
  ComparisonUnit
> = {
  name: 'comparison',
  units(options) {
    if (options.search.rewindStrategy?.kind === 'none')
      throw new ValueError('rewindStrategy', 'must rewind the lottery ticket', 'none');
    const trial = options.setup(checkSeeds(options.seeds)[0]);
    const arms = METHODS.map((method) => {
      const search = searchOf(options, method);
      const levels = planLevels(trial, search);
      const list = planControlList({ controls: options.controls }, levels.length - 1);
      return { method, levels, controls: { list, plan: controlPlan(trial, search) } };
    });
    return options.seeds.flatMap((seed) => {
      const trainings = arms.flatMap(({ method, ...plan }) =>
        searchUnits({ seed, ...plan, prefix: `${method}/` }).map((unit) => ({ ...unit, method })),
      );
      return [...trainings, comparisonUnit(seed, trainings)];
    });
  },
  async run(options, unit, needed, context) {
    if (unit.kind === 'comparison') return compare(unit, needed as ReadonlyMap<string, Level | Control>);
    const trial = options.setup(unit.seed);
    return runSearchUnit(trial, searchOf(options, unit.method), unit, needed, context);
  },
  facts: (result) =>
    result.kind !== 'comparison'
      ? null
      : {
          methods: result.methods.map(withoutMask),
          overlap: { overlap: result.overlap.overlap, chance: result.overlap.chance },
        },
  summarize: (_, facts) => summarizeComparison(bySeed(facts).flat()),
};

const searchOf = ({ search }: ComparisonOptions, method: Method): LotteryTicketOptions =>
  method === 'standard pruning' ? { ...search, rewindStrategy: RewindStrategy.none() } : search;

function comparisonUnit(seed: number, trainings: readonly Unit[]): ComparisonUnit {
  const needs = trainings.map(({ id }) => id);
  return { kind: 'comparison', ...unitOf(seed, 'comparison', 0, needs) };
}

function compare({ seed }: Unit, trainings: ReadonlyMap<string, Level | Control>): Comparison {
  const [standard, lottery] = METHODS.map((method) => {
    const own = [...trainings].filter(([id]) => id.startsWith(unitId(seed, `${method}/`)));
    return factsOf(
      method,
      own.map(([, done]) => done),
    );
  });
  return {
    kind: 'comparison',
    methods: [standard, lottery],
    overlap: maskOverlap(standard.mask, lottery.mask),
  };
}
