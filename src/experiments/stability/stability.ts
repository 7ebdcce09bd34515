// Stability: from iteration k on, two copies of a network are trained in different data orders. The experiment measures
// whether the trained copies are linearly connected: for the dense network, for the ticket rewound to k, and for a random
// mask. It also measures the connections between successive levels of the search for the ticket.
// Frankle et al. 2019, §3 (distances); Frankle et al. 2020 (linear paths); Paul et al. 2022 (successive levels).

import { type Checkpoint, type LotteryTicketOptions, Mask } from '../../pruning/index.ts';
import { evaluate } from '../../training/index.ts';
import { shuffleMask } from '../controls/controls.ts';
import type { Experiment, RunContext } from '../experiment.ts';
import { type Level, runLevel } from '../imp/level.ts';
import { levelIn } from '../imp/units.ts';
import { checkSeeds, initialModel, type TrialSetup } from '../trial.ts';
import { inOrder, type OrderName, type Trained, type Trunk, trainBranch, trainTrunk } from './branch.ts';
import { connector } from './linear-connectivity.ts';
import { factsOf, type StabilityFacts } from './stability-facts.ts';
import { examplesOf, rewoundTo, type StabilityOptions } from './stability-options.ts';
import type { StabilityLevel, StabilityResult } from './stability-results.ts';
import { summarizeStability } from './stability-summary.ts';
import { type CopyUnit, planStability, type StabilityUnit } from './stability-units.ts';

/** Trains pairs of networks in two data orders, and measures the distance and the path between the trained networks. */
export const stability: Experiment<StabilityOptions, StabilityResult, StabilityFacts, StabilityUnit> = {
  name: 'stability',
  units(options) {
    const trial = options.setup(checkSeeds(options.seeds)[0]);
    const plan = planStability(trial, options);
    evaluate(initialModel(trial), examplesOf(options, trial)); // Throws before any training if the examples do not fit the network.
    return options.seeds.flatMap(plan);
  },
  async run(options, unit, needed, context) {
    const trial = options.setup(unit.seed);
    if (unit.kind === 'trunk') return trainTrunk(trial, options.at, context);
    if (unit.kind === 'level') return runStabilityLevel(options, trial, unit.at, needed, context);
    const [trunk] = needed.values() as Iterable<Trunk>;
    const mask = maskOf(trial, unit, needed);
    const from = { checkpoint: trunk.checkpoints.get(unit.at) as Checkpoint, from: unit.at, mask };
    const train = (order: OrderName) => trainBranch(trial, order, from, context);
    if (unit.kind === 'branch') return { kind: 'branch', mask, ...(await train('first order')) };
    const first = firstCopy(unit, needed, trunk);
    const pair = { subject: unit.subject, at: unit.at, mask, dense: trunk };
    return connector(trial, options).stability(pair, first, await train('second order'));
  },
  facts: factsOf,
  summarize: summarizeStability,
};

/** Returns the mask under which both copies are trained. */
function maskOf(
  trial: TrialSetup,
  { subject }: CopyUnit,
  needed: ReadonlyMap<string, StabilityResult>,
): Mask {
  if (subject === 'dense') return Mask.dense(initialModel(trial).prunableWeights());
  const { mask } = levelIn(needed) as Level;
  return subject === 'ticket' ? mask : shuffleMask(mask, trial.random.fork('random mask'));
}

/** Returns the copy that was trained in the first data order. */
function firstCopy(
  { subject }: CopyUnit,
  needed: ReadonlyMap<string, StabilityResult>,
  trunk: Trunk,
): Trained {
  if (subject === 'dense') return trunk;
  return [...needed.values()].at(-1) as Trained;
}

/** Trains one level of the search that rewinds to iteration `at`, in the first order. */
async function runStabilityLevel(
  options: StabilityOptions,
  trial: TrialSetup,
  at: number,
  needed: ReadonlyMap<string, StabilityResult>,
  context: RunContext,
): Promise<StabilityLevel> {
  const before = levelIn(needed);
  const search = rewoundTo(options.search as LotteryTicketOptions, at);
  const level = await runLevel(inOrder(trial, 'first order'), search, before?.found?.progress, context);
  const successive = before ? connector(trial, options).successive(before, level, at) : null;
  return { ...level, successive };
}
