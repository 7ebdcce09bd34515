// The checks of the public edge. Each returns the value, so that a constructor can check and assign in one line.

import { NonFiniteError, ValueError } from './errors.ts';

/** A whole number in [minimum, maximum]. */
export function wholeNumber(
  what: string,
  value: number,
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
  const range = maximum === Number.MAX_SAFE_INTEGER ? `≥ ${minimum}` : `in [${minimum}, ${maximum}]`;
  throw new ValueError(what, `must be a whole number ${range}`, value);
}

/** A finite number in (low, high), the ends excluded. */
export function between(what: string, value: number, low: number, high: number): number {
  if (typeof value === 'number' && value > low && value < high) return value;
  throw new ValueError(what, `must be in (${low}, ${high})`, value);
}

/** A number in [0, 1). */
export function fraction(what: string, value: number): number {
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  throw new ValueError(what, 'must be in [0, 1)', value);
}

/** A finite number ≥ minimum. */
export function atLeast(what: string, value: number, minimum: number): number {
  if (Number.isFinite(value) && value >= minimum) return value;
  throw new ValueError(what, `must be finite and ≥ ${minimum}`, value);
}

/** Refuses a NaN or an infinity, naming the array and the index. */
export function checkFinite(name: string, values: Float32Array): void {
  const index = firstNonFinite(values);
  if (index >= 0) throw new NonFiniteError(name, index, values[index]);
}

/** Returns the index of the first NaN or infinity; −1 if there is none. */
export function firstNonFinite(values: Float32Array): number {
  // x − x is 0 for every finite x, and NaN otherwise.
  for (let i = 0; i < values.length; i++) if (values[i] - values[i] !== 0) return i;
  return -1;
}

/** Returns a number of bytes for a message, such as "11.7 GiB". */
export const inGiB = (bytes: number): string => `${Number((bytes / 2 ** 30).toPrecision(3))} GiB`;
