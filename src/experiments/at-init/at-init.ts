// The experiment on pruning at initialization. It trains the dense network, then the pruned network for each method and
// sparsity, and the sanity checks of Frankle et al. 2021, §4: the mask shuffled within layers, and new initial weights.

import { Mask } from '../../pruning/index.ts';
import { controlNetwork } from '../controls/control-network.ts';
import type { Experiment, RunContext } from '../experiment.ts';
import { checkSeeds, initialModel, type TrialSetup, trainWhole } from '../trial.ts';
import { type AtInitFacts, factsOf, summarizeAtInit } from './at-init-summary.ts';
import {
  type AtInitExperimentOptions,
  type AtInitResult,
  type AtInitUnit,
  unitsOf,
} from './at-init-units.ts';
import { type AtInitMethod, pruneAtInit } from './prune-at-init.ts';

/** Prunes a network before training by each method, then trains it. */
export const atInit: Experiment<AtInitExperimentOptions, AtInitResult, AtInitFacts, AtInitUnit> = {
  name: 'at-init',
  units(options) {
    const trial = options.setup(checkSeeds(options.seeds)[0]);
    const { iterations } = trial.makeTrainer(initialModel(trial));
    for (const method of options.methods)
      for (const sparsity of options.sparsities) checkPruning(trial, method, sparsity, options.pruning);
    return options.seeds.flatMap((seed) => unitsOf(options, seed, iterations));
  },
  async run({ setup, pruning }, unit, needed, context) {
    const trial = setup(unit.seed);
    const { method, check } = unit;
    if (method === 'dense')
      return train(trial, unit, Mask.dense(initialModel(trial).prunableWeights()), context);
    if (check === null) return train(trial, unit, pruned(trial, method, unit.sparsity, pruning), context);
    const [own] = needed.values();
    return train(trial, unit, own.mask, context);
  },
  facts: factsOf,
  summarize: summarizeAtInit,
};

const pruned = (
  trial: TrialSetup,
  method: AtInitMethod,
  sparsity: number,
  pruning: AtInitExperimentOptions['pruning'],
): Mask =>
  pruneAtInit(method, initialModel(trial), trial.data.train, sparsity, {
    ...pruning,
    random: trial.random.fork(method),
  });

/**
 * Prunes in a single round, which is fast, to find invalid options before any training. @throws {ValueError} if the network
 * cannot be pruned in this way.
 */
function checkPruning(...[trial, method, sparsity, pruning]: Parameters<typeof pruned>): void {
  pruned(trial, method, sparsity, { ...pruning, rounds: 1 });
}

/** Trains the network of one unit, unless a layer has collapsed. `mask` is the mask that the method chose. */
async function train(
  trial: TrialSetup,
  { method, sparsity, check }: AtInitUnit,
  mask: Mask,
  context: RunContext,
): Promise<AtInitResult> {
  const { network, mask: own } =
    check === null ? { network: initialModel(trial), mask } : controlNetwork(trial, check, mask);
  const collapsed = own.emptiedLayers();
  network.setMask(own.layers);
  const training = collapsed.length === 0 ? await trainWhole(trial, network, context) : null;
  return { method, sparsity, check, mask: own, collapsed, training };
}
