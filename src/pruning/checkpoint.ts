import { checkFinite } from '../check.ts';
import { synchronous, weightsAndOthers } from './check-arrays.ts';
import { checkSameLayers, type Weights } from './mask.ts';
import type { PrunableModel, Trainer } from './model-and-trainer.ts';

/** A copy of everything that is rewound: weights, biases and the optimizer's state. */
export interface Checkpoint {
  /** The prunable weights by layer. */
  readonly weights: Weights;
  /** The other weights by name. */
  readonly others: Weights;
  /** The result of the trainer's method `state`; undefined if it has none. */
  readonly optimizer: unknown;
}

/**
 * Copies the weights of a network and the state of its optimizer.
 *
 * @throws {NonFiniteError} if a weight is NaN or infinite.
 * @throws {ValueError} if a method returns a promise, or not a Map of Float32Arrays.
 */
export function capture(model: PrunableModel, trainer: Trainer): Checkpoint {
  const { weights, others } = weightsAndOthers(model);
  for (const [name, values] of [...weights, ...others]) checkFinite(name, values);
  const optimizer = synchronous('trainer.state', trainer.state?.());
  return { weights: copyOf(weights), others: copyOf(others), optimizer };
}

/**
 * Writes a checkpoint back to a network and, if a trainer is given, to its optimizer. @throws {ValueError} if the names or sizes
 * of the network differ; nothing is changed then.
 */
export function restore(checkpoint: Checkpoint, model: PrunableModel, trainer?: Trainer): void {
  const { weights, others } = weightsAndOthers(model);
  checkSameLayers('weights', checkpoint.weights, weights);
  checkSameLayers('other weights', checkpoint.others, others);
  write(checkpoint.weights, weights);
  write(checkpoint.others, others);
  if (checkpoint.optimizer !== undefined)
    synchronous<unknown>('trainer.load', trainer?.load?.(checkpoint.optimizer));
}

/** Returns copies of named arrays. */
export function copyOf(weights: Weights): Map<string, Float32Array> {
  return new Map([...weights].map(([name, values]) => [name, values.slice()]));
}

function write(from: Weights, to: Weights): void {
  for (const [name, values] of from) (to.get(name) as Float32Array).set(values);
}
