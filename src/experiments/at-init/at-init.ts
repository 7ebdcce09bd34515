// Pruning at initialization, end to end: the dense network, then for each method and sparsity the pruned network, trained;
// and the sanity checks of Frankle et al. 2021, §4: the mask shuffled within layers, and new initial weights.

import { Mask } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import { controlNetwork } from '../controls/control-network.ts';
import type { SanityCheck } from '../controls/controls.ts';
import { type Experiment, type RunContext, type Unit, unitId } from '../experiment.ts';
import { checkSeeds, type ExperimentOptions, initialModel, type TrialSetup, trainWhole } from '../trial.ts';
import { type AtInitFacts, factsOf, labelOf, summarizeAtInit } from './at-init-summary.ts';
import { type AtInitMethod, type AtInitOptions, pruneAtInit } from './prune-at-init.ts';

/** The methods, sparsities and sanity checks to run. */
export interface AtInitExperimentOptions extends ExperimentOptions {
  readonly methods: readonly AtInitMethod[];
  /** Fractions to remove, each in (0, 1). */
  readonly sparsities: readonly number[];
  /** Sanity checks, each one more training per method and sparsity. */
  readonly checks: readonly SanityCheck[];
  /** Whether to train the dense network first. */
  readonly dense: boolean;
  /** How to prune, where it differs from the methods' papers. */
  readonly pruning?: Omit<AtInitOptions, 'random'>;
  /** Test errors that a paper reports, by sparsity; 0 is the dense network. */
  readonly published?: ReadonlyMap<number, number>;
}

/** One trained network, or one that no signal passes through and that is therefore not trained. */
export interface AtInitResult {
  /** How it was pruned; 'dense' if it was not. */
  readonly method: AtInitMethod | 'dense';
  /** The fraction to remove; 0 for the dense network. */
  readonly sparsity: number;
  /** The sanity check; null for the method's own mask on the weights it was found for. */
  readonly check: SanityCheck | null;
  /** The mask it is trained under. */
  readonly mask: Mask;
  /** Layers without a surviving weight: layer collapse. */
  readonly collapsed: readonly string[];
  /** Null after layer collapse. */
  readonly training: TrainingRecord | null;
}

/** One network of the plan. */
export type AtInitUnit = Unit & Pick<AtInitResult, 'method' | 'sparsity' | 'check'>;

/** Prunes before training by each method, then trains. */
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

function unitsOf(
  { methods, sparsities, checks, dense }: AtInitExperimentOptions,
  seed: number,
  iterations: number,
): AtInitUnit[] {
  const unit = (
    named: Pick<AtInitUnit, 'method' | 'sparsity' | 'check'>,
    needs: readonly string[] = [],
  ): AtInitUnit => {
    const name = [named.method, named.sparsity, named.check].filter((part) => part !== null).join(' ');
    return { id: unitId(seed, name), arm: labelOf(named), seed, needs, iterations, ...named };
  };
  return [
    ...(dense ? [unit({ method: 'dense', sparsity: 0, check: null })] : []),
    ...methods.flatMap((method) =>
      sparsities.flatMap((sparsity) => {
        const own = unit({ method, sparsity, check: null });
        return [own, ...checks.map((check) => unit({ method, sparsity, check }, [own.id]))];
      }),
    ),
  ];
}

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

/** Prunes in a single round, which is quick, and throws if it cannot be done. */
function checkPruning(...[trial, method, sparsity, pruning]: Parameters<typeof pruned>): void {
  pruned(trial, method, sparsity, { ...pruning, rounds: 1 });
}

/** Trains the network of one unit, unless a layer has collapsed. `mask` is the method's. */
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
