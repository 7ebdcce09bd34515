// What predicates say when they do not simply return a boolean: what came, and what should have come.

import { TicketError } from '../errors.ts';
import { formatValue } from './format-value.ts';

/**
 * What a predicate throws where the implementation has not got what its law speaks of: the law is neither kept nor broken
 * by that case.
 *
 * @example
 * const report = await checkLaws(criteriaLaws, { magnitude: (w) => w.map(Math.abs) }, { seed: 1 });
 * report.outcomes.filter(({ checked }) => checked === 0).length; // → 11
 */
export class NothingToCheck extends Error {
  override readonly name = 'NothingToCheck';
}

/** Of longer lists, a message shows the first entry that differs. */
const LONG = 40;

/** Throws unless the claim holds; the message says what broke. */
export function claim(holds: boolean, broken: () => string): void {
  if (!holds) throw new TicketError(broken());
}

/** Throws unless both are the same number: −0 is not +0. */
export function sameNumber(what: string, got: number, expected: number): void {
  claim(Object.is(got, expected), () => `${what}: must be ${formatValue(expected)}, got ${formatValue(got)}`);
}

/** Throws unless both lists hold the same numbers, bit for bit: −0 is not +0, every NaN is one NaN. */
export function sameList(what: string, got: ArrayLike<number>, expected: ArrayLike<number>): void {
  const different = firstDifference(got, expected);
  if (got.length === expected.length && different < 0) return;
  if (got.length === expected.length && got.length > LONG)
    sameNumber(`${what}[${different}]`, got[different], expected[different]);
  claim(false, () => `${what}: must be ${formatValue(expected)}, got ${formatValue(got)}`);
}

function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return -1;
}

/** Throws unless both hold the same binary32 numbers, −0 being +0. */
export function sameValues(what: string, got: ArrayLike<number>, expected: ArrayLike<number>): void {
  const unsigned = (values: ArrayLike<number>) => Float32Array.from(values, (x) => x + 0);
  sameList(what, unsigned(got), unsigned(expected));
}

/** Throws unless the call throws an error that names its reason: `Error`s with a message, whatever their class. */
export async function throwsError(what: string, call: () => unknown): Promise<void> {
  let result: unknown;
  try {
    result = await call();
  } catch (error) {
    claim(
      error instanceof Error && error.message !== '',
      () => `${what}: must be refused with an Error that has a message`,
    );
    return;
  }
  throw new TicketError(`${what}: must be refused, got ${formatValue(result)}`);
}

/** Whether two values are the same data: −0 is not +0, every NaN is one NaN. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return Object.is(a, b);
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const [left, right] = [a as Uint8Array, b as Uint8Array];
    return left.length === right.length && firstDifference(left, right) < 0;
  }
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value], i) => key === right[i][0] && isSame(value, right[i][1]))
  );
}
