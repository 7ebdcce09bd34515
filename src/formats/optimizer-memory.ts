import { wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import { isObject } from './json.ts';

/** An optimizer's memory as this package's optimizers save it: steps taken, and named arrays. */
export interface OptimizerMemory {
  /** Steps taken. */
  readonly steps: number;
  /** One array for each parameter and kind of memory. */
  readonly slots: Readonly<Record<string, Float32Array>>;
}

/** What a trainer saved, where it is such a memory or nothing. Throws a ValueError for any other kind of memory. */
export function checkOptimizer(saved: unknown): OptimizerMemory | undefined {
  if (saved === undefined) return undefined;
  const rule = 'must be undefined or { steps, slots }, slots being Float32Arrays by name';
  if (!isObject(saved) || Object.keys(saved).sort().join() !== 'slots,steps')
    throw new ValueError('optimizer', rule, isObject(saved) ? Object.keys(saved) : saved);
  const { steps, slots } = saved;
  wholeNumber('optimizer.steps', steps as number, 0);
  if (!isObject(slots)) throw new ValueError('optimizer.slots', rule, slots);
  for (const [name, values] of Object.entries(slots)) {
    if (!(values instanceof Float32Array)) throw new ValueError(`optimizer.slots "${name}"`, rule, values);
  }
  return saved as unknown as OptimizerMemory;
}
