import { atLeast, integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import { isObject } from './json.ts';

/**
 * An optimizer's state in the form in which this package's optimizers save it: steps taken, learning rate, and named arrays.
 */
export interface SavedOptimizer {
  /** Number of steps taken. */
  readonly steps: number;
  /** Learning rate of the next step. */
  readonly learningRate: number;
  /** One array for each parameter and kind of state. */
  readonly slots: Readonly<Record<string, Float32Array>>;
}

/** Returns the state that a trainer saved; undefined if it saved none. @throws {ValueError} if it has another form. */
export function checkOptimizer(saved: unknown): SavedOptimizer | undefined {
  if (saved === undefined) return undefined;
  const rule = 'must be undefined or { steps, learningRate, slots }, slots being Float32Arrays by name';
  if (!isObject(saved) || Object.keys(saved).sort().join() !== 'learningRate,slots,steps')
    throw new ValueError('optimizer', rule, isObject(saved) ? Object.keys(saved) : saved);
  const { steps, learningRate, slots } = saved;
  integer('optimizer.steps', steps as number, 0);
  atLeast('optimizer.learningRate', learningRate as number, 0);
  if (!isObject(slots)) throw new ValueError('optimizer.slots', rule, slots);
  for (const [name, values] of Object.entries(slots)) {
    if (!(values instanceof Float32Array)) throw new ValueError(`optimizer.slots "${name}"`, rule, values);
  }
  return saved as unknown as SavedOptimizer;
}
