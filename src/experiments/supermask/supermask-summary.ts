// Summarizes supermasks over several seeds: a table, learning curves and notes.

import { bySeed } from '../experiment.ts';
import { percent, percents, seedsNote } from '../format-numbers.ts';
import { estimate } from '../statistics/statistics.ts';
import {
  emptySummary,
  type LearningCurve,
  learningCurve,
  type ResultLabels,
  type ResultRow,
  type Summary,
  seriesOf,
} from '../summary.ts';
import type { LearnedSupermask } from './learned.ts';
import type { SupermaskExperimentOptions } from './options.ts';
import type { TrainedForMasks, UntrainedSupermask, UntrainedWeights } from './untrained.ts';

/** Data of a learned supermask that the summary needs. */
export interface LearnedFacts {
  readonly kind: 'supermask';
  /** Mean test accuracy of the sampled masks. */
  readonly sampled: number;
  /** Test accuracy of the most likely mask. */
  readonly thresholded: number;
  /** Test accuracy of W ⊙ σ(s). */
  readonly expected: number;
  /** Fraction of the weights that the most likely mask keeps. */
  readonly density: number;
  readonly curve: LearningCurve;
}

/** Data of a mask chosen by a criterion that the summary needs. */
export interface UntrainedFacts {
  readonly kind: 'untrained';
  readonly criterion: string;
  readonly weights: UntrainedWeights;
  readonly density: number;
  readonly accuracy: number;
}

/** Data of one mask that the summary needs. */
export type SupermaskFacts = LearnedFacts | UntrainedFacts;

/** Returns the part of a result that the summary needs; null for the training that the criteria use. */
export function factsOf(
  result: LearnedSupermask | TrainedForMasks | UntrainedSupermask,
): SupermaskFacts | null {
  if (result.kind === 'trained') return null;
  const { mask } = result;
  if (result.kind === 'untrained') {
    const { kind, criterion, weights, testAccuracy } = result;
    return { kind, criterion, weights, density: mask.density, accuracy: testAccuracy };
  }
  const { kind, sampled, thresholded, expected } = result;
  const curve = learningCurve(result);
  return { kind, sampled: estimate(sampled).mean, thresholded, expected, density: mask.density, curve };
}

const WORDS: ResultLabels = {
  title: 'Supermasks: learning by deleting',
  axis: 'Test accuracy',
  unit: 'fraction',
};

/** Summarizes the masks of all seeds. */
export function summarizeSupermask(
  options: SupermaskExperimentOptions,
  facts: ReadonlyMap<string, SupermaskFacts>,
): Summary {
  const seeds = bySeed(facts);
  const learned = seeds.map((masks) => masks.filter(({ kind }) => kind === 'supermask') as LearnedFacts[]);
  const untrained = seeds.map(
    (masks) => masks.filter(({ kind }) => kind === 'untrained') as UntrainedFacts[],
  );
  if (seeds.length === 0) return emptySummary(WORDS);
  const [{ sampled, thresholded, expected, density }] = learned[0];
  const [first, second, third] = percents([sampled, thresholded, expected]);
  const rows = [
    ...learnedRows(
      options,
      learned.map(([one]) => one),
    ),
    ...untrainedRows(options, untrained),
  ];
  return {
    line: `sampled ${first}  likeliest ${second} (${percent(density)} kept)  expected ${third}`,
    table: { ...WORDS, rows },
    plots: [{ name: 'learning', kind: 'learning', series: seriesOf(learned, () => 'sampled masks') }],
    notes: notesOf(options, seeds.length),
  };
}

/** Returns rows for the three ways to turn scores into weights, with the values of Zhou et al. 2019 for sampled masks. */
function learnedRows(
  { isLeNetOnMnist, rescale }: SupermaskExperimentOptions,
  learned: readonly LearnedFacts[],
): ResultRow[] {
  const values = (key: 'sampled' | 'thresholded' | 'expected') => learned.map((one) => one[key]);
  return [
    {
      ...{ label: 'learned, sampled', values: values('sampled') },
      ...(isLeNetOnMnist && { reference: { value: rescale ? 0.98 : 0.953 } }),
    },
    { label: 'learned, likeliest', values: values('thresholded') },
    { label: 'learned, expected', values: values('expected') },
  ];
}

function untrainedRows(
  { isLeNetOnMnist }: SupermaskExperimentOptions,
  untrained: readonly (readonly UntrainedFacts[])[],
): ResultRow[] {
  return untrained[0].map(({ criterion, weights }, i) => {
    const isPapers = criterion === 'large_final_same_sign' && weights === 'signed constant';
    return {
      label: `${criterion}, ${weights === 'initial' ? 'w₀' : '±σ'}`,
      values: untrained.map((masks) => masks[i].accuracy),
      ...(isLeNetOnMnist && isPapers && { reference: { value: 0.86 } }),
    };
  });
}

function notesOf({ training, untrained }: SupermaskExperimentOptions, seeds: number): string[] {
  const here = training === undefined ? '' : `; here: ${training}`;
  return [
    `${seedsNote(seeds)} The paper trains scores for 2,000 epochs by SGD with a learning rate of 100${here}.`,
    'Sampled: mean of ten masks drawn from σ(s), as in the paper; likeliest: s > 0; expected: weights times σ(s), which is not a masked network.',
    ...(untrained
      ? [
          'By criterion: the mask from one training of the whole network, over its initial weights (w₀) or signed constants (±σ).',
        ]
      : []),
  ];
}
