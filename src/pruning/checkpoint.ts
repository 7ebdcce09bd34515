import { checkFinite } from '../check.ts';
import type { PrunableModel, Trainer } from './client.ts';
import type { Weights } from './mask.ts';

/** A copy of everything that rewinds: weights, biases, optimizer memory. */
export interface Checkpoint {
  /** The prunable weights, by layer. */
  readonly weights: Weights;
  /** The other weights, by name. */
  readonly others: Weights;
  /** What the trainer's `saveState` returned; undefined without one. */
  readonly optimizer: unknown;
}

/** Copies the network and its trainer's memory. Throws a NonFiniteError for a NaN or infinite weight. */
export function capture(model: PrunableModel, trainer?: Trainer): Checkpoint {
  const [weights, others] = [model.prunableWeights(), model.otherWeights?.() ?? new Map()];
  for (const [name, values] of [...weights, ...others]) checkFinite(name, values);
  return {
    weights: copyOf(weights),
    others: copyOf(others),
    optimizer: trainer?.saveState?.(),
  };
}

/** Writes a copy back, the optimizer's memory too where there is a trainer for it. */
export function restore(checkpoint: Checkpoint, model: PrunableModel, trainer?: Trainer): void {
  write(checkpoint.weights, model.prunableWeights());
  write(checkpoint.others, model.otherWeights?.() ?? new Map());
  if (checkpoint.optimizer !== undefined) trainer?.loadState?.(checkpoint.optimizer);
}

/** The same numbers in arrays of their own. */
export function copyOf(weights: Weights): Map<string, Float32Array> {
  return new Map([...weights].map(([name, values]) => [name, values.slice()]));
}

function write(from: Weights, to: Weights): void {
  for (const [name, values] of from) to.get(name)?.set(values);
}
