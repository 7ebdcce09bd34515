// Checks of the changes that a training made.

import { TicketError } from '../errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Mask, Weights } from './mask.ts';
import type { Trainer } from './model-and-trainer.ts';

/**
 * Checks that training has changed a weight. In a pruned network it may have changed the other weights only: if no path is left
 * from the inputs to the outputs, the gradients of all prunable weights are 0.
 */
export function checkChanged(round: number, mask: Mask, before: Checkpoint, after: Checkpoint): void {
  if (isChanged(before.weights, after.weights, mask)) return;
  if (round > 0 && isChanged(before.others, after.others)) return;
  throw new TicketError(
    `trainer: must train the arrays of this model, but no prunable weight changed in round ${round + 1} (see allowUntrained)`,
  );
}

/**
 * Checks that the first training has changed each array of a model whose trainer does not state which arrays it trains: an array
 * that stays the same may be a copy, which would be pruned and rewound instead of the network.
 *
 * @throws {TicketError} if no weight of a prunable layer has changed. Other arrays may be constant, so that only a warning is
 * logged.
 */
export function checkEachChanged(before: Checkpoint, after: Checkpoint): void {
  for (const name of unchanged(before.weights, after.weights))
    throw new TicketError(
      `prunableWeights "${name}": must be the live array that is trained, but it did not change in round 1 (see allowUntrained)`,
    );
  for (const name of unchanged(before.others, after.others))
    console.warn(`otherWeights "${name}": did not change in round 1. Return the live array, not a copy.`);
}

/** Returns the names of arrays with the same values before and after. */
const unchanged = (before: Weights, after: Weights): string[] =>
  [...after].flatMap(([name, values]) =>
    values.length > 0 && !isChanged(before, new Map([[name, values]])) ? [name] : [],
  );

/** Returns whether a surviving weight has another value. */
const isChanged = (before: Weights, after: Weights, mask?: Mask): boolean =>
  [...after].some(([name, values]) => {
    const [old, bits] = [before.get(name), mask?.layers.get(name)];
    return values.some((value, i) => bits?.[i] !== 0 && value !== old?.[i]);
  });

/**
 * Warns if the second training continued to count the steps of the first one, which means that the optimizer was not rewound.
 */
export function warnOfKeptState(trainer: Trainer, { from, to }: { from: number; to: number }): void {
  const { steps = 0, state, iterations } = trainer;
  if (state === undefined && steps >= iterations + to - from)
    console.warn('trainer: its optimizer is not rewound with the weights. Add state and load.');
}
