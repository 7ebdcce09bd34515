// The verdict on the tickets of several seeds as sentences.

import { counted } from '../format-numbers.ts';
import { countingNote, emptiedText, nextStepsNotes, reinitText } from '../imp/verdict-text.ts';
import { MIN_RUNS, type SeedsVerdict } from './seeds-verdict.ts';

/** Returns notes on the verdict over several seeds and on its conditions. */
export const seedsNotes = (quality: SeedsVerdict): string[] => [
  overall(quality),
  ...conditions(quality),
  weights(quality),
  countingNote(quality.trainsAsFast.iterationsBefore),
  ...nextStepsNotes(quality.nextSteps),
];

function overall({ runs, wins }: SeedsVerdict): string {
  const seeds = counted(runs, 'seed');
  if (wins === 'yes') return `Over ${seeds} together, the tickets win.`;
  if (wins === 'no') return `Over ${seeds} together, the tickets do not win.`;
  const few = runs < MIN_RUNS ? ` At least ${MIN_RUNS} seeds are needed.` : '';
  return `Whether such tickets win in general is undecided after ${seeds}.${few}`;
}

function conditions({ runs, trainsAsFast, unlearned, emptiedLayers }: SeedsVerdict): string[] {
  const seeds = counted(runs, 'seed');
  const { never } = trainsAsFast;
  return [
    ...(never > 0
      ? [
          `On ${never} of ${seeds} the ticket never reaches the dense network’s best validation loss; this counts as one iteration after its last.`,
        ]
      : []),
    ...(unlearned > 0
      ? [`On ${unlearned} of ${seeds} a network is no better than always guessing the most frequent class.`]
      : []),
    ...(emptiedLayers.length > 0 ? [`On some seeds ${emptiedText(emptiedLayers)}.`] : []),
  ];
}

function weights({ reinitMatches, reinitializations }: SeedsVerdict): string {
  if (reinitMatches === null)
    return 'Whether the tickets’ weights matter was not tested: the control reinit was not trained for all of them.';
  const control = reinitText(reinitializations);
  if (reinitMatches.answer === 'yes')
    return `The weights do not matter here: ${control} at least as accurate as the ticket.`;
  if (reinitMatches.answer === 'no')
    return `New weights do worse here: ${control} less accurate than the ticket.`;
  return 'Whether the tickets’ weights matter is undecided: the difference from the control reinit is too uncertain.';
}
