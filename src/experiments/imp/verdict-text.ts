// Formats the verdict on a ticket as sentences.

import { counted, listed, percent, percents, whole } from '../format-numbers.ts';
import { type Answer, MIN_EVALUATIONS, type Speed } from './speed.ts';
import type { NextStep, Verdict } from './verdict.ts';

/**
 * Returns the verdict of `judge` in one sentence.
 *
 * @param density fraction of the weights that the ticket keeps.
 *
 * @example
 * const curve = [{ iteration: 0, validationLoss: 1 }];
 * const others = { curve, iterationsBefore: 0, guessingAccuracy: 0.1, emptiedLayers: [] };
 * const [dense, ticket] = [{ testAccuracy: 0.97, ...others }, { testAccuracy: 0.9, ...others }];
 * const sentence = verdictSentence(judge(dense, ticket, { tolerance: 0.002 }), 0.1);
 * sentence; // → 'The ticket with 10.0 % of the weights does not win on this seed: it misses the target accuracy.'
 */
export function verdictSentence(quality: Verdict, density: number): string {
  const ticket = `ticket with ${percent(density)} of the weights`;
  if (quality.wins === 'yes')
    return `The ${ticket} wins on this seed: it reaches the target accuracy and trains in no more iterations than the dense network.`;
  if (quality.wins === 'no') return `The ${ticket} does not win on this seed: ${listed(failures(quality))}.`;
  const { evaluations } = quality.trainsAsFast;
  return `Whether the ${ticket} wins on this seed is undecided: ${counted(evaluations, 'evaluation')} per training cannot tell how fast it trains (at least ${MIN_EVALUATIONS} are needed).`;
}

/** One line of the verdict: a condition, the measured value, and whether the condition holds. */
export interface Condition {
  readonly name: string;
  /** The ticket's value, as text. */
  readonly ticket: string;
  /** The value that the ticket must reach, as text. */
  readonly bar: string;
  readonly answer: Answer;
}

/**
 * Returns the conditions for winning, and the comparison with the dense network's accuracy, which is not a condition for
 * winning.
 */
export function conditionsOf(quality: Verdict): Condition[] {
  const { reachesTarget, matchesDense, trainsAsFast, learned, emptiedLayers } = quality;
  const [ticket, target, dense] = percents([reachesTarget.ticket, reachesTarget.bar, matchesDense.bar]);
  const [lower, guessing] = percents([Math.min(learned.dense, learned.ticket), learned.bar]);
  return [
    {
      ...{ name: 'reaches the target accuracy', answer: reachesTarget.answer },
      ...{ ticket, bar: `at least ${target}` },
    },
    {
      ...{ name: 'matches or exceeds dense (not required)', answer: matchesDense.answer },
      ...{ ticket, bar: `at least ${dense}` },
    },
    speed('trains in no more iterations', trainsAsFast),
    {
      ...{ name: 'both beat the most frequent class', answer: learned.answer },
      ...{ ticket: lower, bar: `above ${guessing}` },
    },
    {
      name: 'every layer has weights left',
      ticket: `${emptiedLayers.length} empty`,
      bar: emptiedLayers.join(', ') || '0 empty',
      answer: emptiedLayers.length === 0 ? 'yes' : 'no',
    },
  ];
}

const speed = (name: string, { ticket, bar, answer }: Speed): Condition => ({
  ...{ name, answer },
  ...{ ticket: ticket === null ? 'never' : whole(ticket), bar: `at most ${whole(bar)}` },
});

/** Returns notes on the verdict: whether the weights matter, how iterations are counted, and what may help. */
export function verdictNotes({
  reinitMatches,
  reinitializations,
  trainsAsFast,
  nextSteps,
}: Verdict): string[] {
  return [
    weightsNote(reinitMatches, reinitializations),
    countingNote(trainsAsFast.iterationsBefore),
    ...nextStepsNotes(nextSteps),
  ];
}

/** Returns a note on how iterations are counted for tickets that start with this many iterations of training. */
export function countingNote(iterationsBefore: number): string {
  const rule =
    'Iterations are counted until the dense network’s best validation loss, from the start of each network’s own training.';
  if (iterationsBefore === 0) return rule;
  return `${rule} The ticket and its controls start from weights of iteration ${whole(iterationsBefore)}; the iterations before that are counted for them.`;
}

/** Returns a note on what may help; empty if nothing is suggested. */
export const nextStepsNotes = (steps: readonly NextStep[]): string[] =>
  steps.length === 0 ? [] : [`What may help: ${steps.map((step) => STEPS[step]).join('; ')}.`];

/** Note that explains early stop and the test accuracies at early stop. */
export const EARLY_STOP_NOTE =
  'Early stop: the iteration of minimum validation loss, as a position in the learning-rate schedule. Test accuracies are read there.';

/** Note that explains the validation accuracy before training. */
export const BEFORE_TRAINING_NOTE =
  'Before training: validation accuracy before the first iteration of a network’s own training. Choosing the weights to keep can make a network accurate before it is trained any further (Zhou et al. 2019).';

/** Note that explains the mark * of an early stop at the last evaluation. */
export const STILL_IMPROVING_NOTE =
  '* Still improving at T: the validation loss is lowest at the last evaluation.';

/** Returns a note that describes the control reinit. Several random reinitializations are compared by their mean. */
export const reinitText = (reinitializations: number): string =>
  reinitializations > 1
    ? `the control reinit (the same mask with new weights, the mean of ${reinitializations}) is`
    : 'the control reinit (the same mask with new weights) is';

function weightsNote(reinitMatches: boolean | null, reinitializations: number): string {
  if (reinitMatches === null)
    return 'Whether the ticket’s weights matter was not tested: the control reinit was not trained for it.';
  const control = reinitText(reinitializations);
  return reinitMatches
    ? `The weights do not matter here: ${control} at least as accurate as the ticket.`
    : `New weights do worse here: ${control} less accurate than the ticket.`;
}

function failures({ reachesTarget, trainsAsFast, learned, emptiedLayers }: Verdict): string[] {
  const { dense, ticket, bar } = learned;
  const unlearned = [dense <= bar ? 'the dense network' : '', ticket <= bar ? 'the ticket' : ''].filter(
    Boolean,
  );
  const slow =
    trainsAsFast.ticket === null
      ? 'it never reaches the dense network’s best validation loss'
      : 'it trains in more iterations than the dense network';
  return [
    ...(reachesTarget.answer === 'no' ? ['it misses the target accuracy'] : []),
    ...(trainsAsFast.answer === 'no' ? [slow] : []),
    ...(unlearned.length > 0
      ? [
          `${listed(unlearned)} ${unlearned.length > 1 ? 'are' : 'is'} no better than always guessing the most frequent class`,
        ]
      : []),
    ...(emptiedLayers.length > 0 ? [emptiedText(emptiedLayers)] : []),
  ];
}

/** Returns a text about layers without weights, such as "fc1.weight has no weights left". */
export const emptiedText = (layers: readonly string[]): string =>
  `${listed(layers)} ${layers.length > 1 ? 'have' : 'has'} no weights left`;

const STEPS: Readonly<Record<NextStep, string>> = {
  'use other data': 'use data with more than one class in the test set',
  'change the training': 'change the learning rate or train longer, until the dense network learns',
  'train longer': 'train longer, because the dense network is still improving at the end',
  'prune less': 'prune less, with fewer rounds or a lower sparsity',
  'prune each layer separately': 'prune each layer separately',
  'evaluate more often': 'evaluate more often',
  'repeat with more seeds': 'repeat with more seeds',
};
