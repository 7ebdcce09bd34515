// One-shot pruning by every criterion: the dense network is trained once, each criterion decides which of its weights to
// keep, and the surviving weights are reset to θ₀ and trained. With magnitude, this is Frankle & Carbin's one-shot ticket;
// Zhou et al. 2019, §3, compare the criteria.

import type { State } from '../../nn/index.ts';
import { criterion } from '../../pruning/criteria/criteria.ts';
import { scoresOf } from '../../pruning/criteria/scores.ts';
import { type CriterionName, Mask, remainingCount, type Scope, type Weights } from '../../pruning/index.ts';
import { keptCounts } from '../../pruning/plan-rounds.ts';
import { selectLevel } from '../../pruning/select-survivors.ts';
import type { TrainingRecord } from '../../training/index.ts';
import { bySeed, type Experiment, type RunContext, type Unit, unitOf } from '../experiment.ts';
import { exactPercent, namedPercents, seedsNote } from '../format-numbers.ts';
import {
  emptySummary,
  type LearningCurve,
  learningCurve,
  type ResultLabels,
  rowsOf,
  seriesOf,
} from '../summary.ts';
import { checkSeeds, type ExperimentOptions, initialModel, type TrialSetup, trainWhole } from '../trial.ts';

/** Options of one-shot pruning: the criteria to compare, and the sparsities. */
export interface OneShotOptions extends ExperimentOptions {
  readonly criteria: readonly CriterionName[];
  /** Sparsities to prune to, each in (0, 1). */
  readonly sparsities: readonly number[];
  /** Whether all layers compete ('global', the default) or each keeps the same fraction. */
  readonly scope?: Scope;
}

/** The result of training the dense network or a one-shot ticket. */
export interface OneShotResult {
  readonly criterion: CriterionName | 'dense';
  /** Fraction of the weights removed; 0 for the dense network. */
  readonly sparsity: number;
  readonly mask: Mask;
  /** Layers in which no weight survives (layer collapse). */
  readonly collapsed: readonly string[];
  /** The record of the training; null after layer collapse. */
  readonly training: TrainingRecord | null;
  /** The final weights and biases of the dense network, from which the criteria compute scores; null for tickets. */
  readonly trained: State | null;
}

/** A unit that trains one network. */
export type OneShotUnit = Unit & Pick<OneShotResult, 'criterion' | 'sparsity'>;

/** Data of one network that the summary needs. */
export interface OneShotFacts extends Pick<OneShotResult, 'criterion' | 'sparsity' | 'collapsed'> {
  /** Test accuracy at early stop; null after layer collapse. */
  readonly accuracy: number | null;
  readonly curve: LearningCurve;
}

const WORDS: ResultLabels = { title: 'One-shot pruning', axis: 'Test accuracy', unit: 'fraction' };

/** Trains the dense network, then a one-shot ticket per criterion and sparsity. */
export const oneShot: Experiment<OneShotOptions, OneShotResult, OneShotFacts, OneShotUnit> = {
  name: 'one-shot',
  units({ seeds, setup, criteria, sparsities }) {
    criteria.forEach(criterion);
    for (const sparsity of sparsities) remainingCount(1, sparsity, 1, 1);
    const trial = setup(checkSeeds(seeds)[0]);
    const { iterations } = trial.makeTrainer(initialModel(trial));
    return seeds.flatMap((seed) => {
      const dense = unitOf(seed, 'dense', iterations);
      const tickets = criteria.flatMap((name) =>
        sparsities.map((sparsity) => ({
          ...unitOf(seed, `${name} ${sparsity}`, iterations, [dense.id]),
          ...{ criterion: name, sparsity },
        })),
      );
      return [{ ...dense, criterion: 'dense' as const, sparsity: 0 }, ...tickets];
    });
  },
  async run({ setup, scope = 'global' }, { seed, criterion: name, sparsity }, needed, context) {
    const trial = setup(seed);
    if (name === 'dense') return trainDense(trial, context);
    const [dense] = needed.values();
    const scores = scoresBy(trial, name, scope, dense);
    const [keep] = keptCounts({ targetSparsity: sparsity }, 1, scope, dense.mask.counts());
    const mask = selectLevel(scores, dense.mask, keep);
    const collapsed = mask.emptiedLayers();
    const model = initialModel(trial);
    model.setMask(mask.layers);
    const training = collapsed.length === 0 ? await trainWhole(trial, model, context) : null;
    return { criterion: name, sparsity, mask, collapsed, training, trained: null };
  },
  facts: ({ criterion: name, sparsity, collapsed, training }) => ({
    ...{ criterion: name, sparsity, collapsed },
    accuracy: training?.earlyStop.testAccuracy ?? null,
    curve: learningCurve(training),
  }),
  summarize(_, facts) {
    const seeds = bySeed(facts);
    if (seeds.length === 0) return emptySummary(WORDS);
    return {
      line: namedPercents(seeds[0].map((one) => [labelOf(one), one.accuracy ?? Number.NaN])),
      table: { ...WORDS, rows: rowsOf(seeds, labelOf, ({ accuracy }) => accuracy) },
      plots: [{ name: 'learning', kind: 'learning', series: seriesOf(seeds, labelOf) }],
      notes: [`${seedsNote(seeds.length)} Test accuracy at early stop; none after layer collapse.`],
    };
  },
};

const labelOf = ({ criterion: name, sparsity }: OneShotFacts): string =>
  name === 'dense' ? name : `${name}, ${exactPercent(sparsity)} removed`;

async function trainDense(trial: TrialSetup, context: RunContext): Promise<OneShotResult> {
  const model = initialModel(trial);
  const mask = Mask.dense(model.prunableWeights());
  const training = await trainWhole(trial, model, context);
  return { criterion: 'dense', sparsity: 0, mask, collapsed: [], training, trained: model.state() };
}

/** Returns the scores of the trained dense network's weights. */
function scoresBy(trial: TrialSetup, name: CriterionName, scope: Scope, dense: OneShotResult): Weights {
  const model = initialModel(trial);
  const initial = initialModel(trial).prunableWeights();
  model.load(dense.trained as State);
  return scoresOf({
    ...{ criterion: criterion(name), trained: model.prunableWeights(), initial, mask: dense.mask, scope },
    derivatives: trial.makeTrainer(model),
    random: trial.random.fork('scores'),
  });
}
