// Supermasks: the weights keep their random initial values, and training decides which of them survive. Optionally, the
// experiment also evaluates masks that a criterion chooses after one training of the whole network. Zhou et al. 2019, §5.

import { checkTrainingMemory } from '../../nn/memory.ts';
import { type Experiment, type Unit, unitOf } from '../experiment.ts';
import { checkScores, layerSizes } from '../subnetwork/train-scores.ts';
import { checkSeeds, initialModel, trainWhole } from '../trial.ts';
import { type LearnedSupermask, learnSupermask } from './learned.ts';
import type { SupermaskExperimentOptions } from './options.ts';
import { factsOf, type SupermaskFacts, summarizeSupermask } from './supermask-summary.ts';
import {
  checkUntrained,
  type TrainedForMasks,
  type UntrainedOptions,
  type UntrainedSupermask,
  type UntrainedWeights,
  untrainedSupermask,
} from './untrained.ts';

/** A unit that learns a supermask, trains the whole network, or evaluates one criterion's masks. */
export type SupermaskUnit = Unit &
  (
    | { readonly kind: 'supermask' | 'trained' }
    | { readonly kind: 'untrained'; readonly criterion: string; readonly weights: UntrainedWeights }
  );

/** Learns a supermask per seed. */
export const supermask: Experiment<
  SupermaskExperimentOptions,
  LearnedSupermask | TrainedForMasks | UntrainedSupermask,
  SupermaskFacts,
  SupermaskUnit
> = {
  name: 'supermask',
  units({ seeds, setup, scores, untrained }) {
    const trial = setup(checkSeeds(seeds)[0]);
    checkScores(trial, scores);
    checkTrainingMemory('hidden', layerSizes(trial.data, scores.hidden), scores.batchSize);
    const iterations = untrained && checkUntrained(untrained, seeds[0]);
    return seeds.flatMap((seed) => [
      { ...unitOf(seed, 'scores', scores.iterations), kind: 'supermask' as const },
      ...(untrained && iterations ? untrainedUnits(untrained, seed, iterations) : []),
    ]);
  },
  async run(options, unit, needed, context) {
    if (unit.kind === 'supermask') return learnSupermask(options, options.setup(unit.seed), context);
    const untrained = options.untrained as UntrainedOptions;
    const trial = untrained.setup(unit.seed);
    if (unit.kind === 'untrained') {
      const [{ trained }] = needed.values() as Iterable<TrainedForMasks>;
      return untrainedSupermask(untrained, trial, trained, unit, context);
    }
    const model = initialModel(trial);
    const training = await trainWhole(trial, model, context);
    return { kind: 'trained', training, trained: model.state() };
  },
  facts: factsOf,
  summarize: summarizeSupermask,
};

function untrainedUnits({ criteria }: UntrainedOptions, seed: number, iterations: number): SupermaskUnit[] {
  const trained = { ...unitOf(seed, 'criteria', iterations), kind: 'trained' as const };
  const masks = Object.keys(criteria).flatMap((criterion) =>
    (['initial', 'signed constant'] as const).map((weights) => ({
      ...unitOf(seed, `${criterion}, ${weights}`, 0, [trained.id]),
      ...{ kind: 'untrained' as const, criterion, weights },
    })),
  );
  return [trained, ...masks];
}
