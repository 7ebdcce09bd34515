import { ValueError } from '../errors.ts';
import { isSameMemory } from './check-live-arrays.ts';
import type { Weights } from './mask.ts';
import type { Trainer } from './model-and-trainer.ts';

/** Checks that a trainer has the methods that a search needs. @throws {ValueError} otherwise. */
export function checkTrainer(trainer: Trainer): void {
  if (typeof trainer?.train !== 'function')
    throw new ValueError('trainer', 'must have a method train', trainer);
  if ((trainer.state === undefined) !== (trainer.load === undefined))
    throw new ValueError('trainer', 'must have both state and load, or neither', 'one');
}

/**
 * Checks that a trainer trains these weights, if it states which weights it trains. @throws {ValueError} if it trains other
 * ones.
 */
export function checkTrains(trainer: Trainer, weights: Weights): void {
  if (trainer.trainedWeights === undefined) return;
  const trained = [...trainer.trainedWeights()];
  for (const [name, values] of weights)
    if (!trained.some((other) => isSameMemory(values, other)))
      throw new ValueError('trainer', `must be made for this model: it does not train "${name}"`, trainer);
}

/** Checks that a trainer has not trained yet, if it states its number of steps. @throws {ValueError} if it has. */
export function checkFresh({ steps = 0 }: Trainer): void {
  if (steps === 0) return;
  const rule = 'must be 0: a search starts at initial weights. Make a new model, or reset the trainer';
  throw new ValueError('trainer.steps', rule, steps);
}
