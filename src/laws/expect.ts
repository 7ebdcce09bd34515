// Assertions for the predicates of laws. Their error messages state the expected and the actual value.

import { TicketError } from '../errors.ts';
import { formatValue } from './format-value.ts';

/**
 * Thrown by a law's predicate if the implementation does not provide what the law is about. The law then counts as neither kept
 * nor broken in this case.
 *
 * @example
 * const report = await checkLaws(criteriaLaws, { magnitude: (w) => w.map(Math.abs) }, { seed: 1 });
 * report.outcomes.filter(({ checked }) => checked === 0).length; // → 11
 */
export class NothingToCheck extends Error {
  override readonly name = 'NothingToCheck';
}

/** Lists with more entries than this are not printed: the message shows the first entry that differs. */
const LONG = 40;

/** Throws a TicketError with the message of `broken` unless the claim holds. */
export function claim(holds: boolean, broken: () => string): void {
  if (!holds) throw new TicketError(broken());
}

/** Throws a TicketError unless both numbers are the same. −0 and +0 are different, NaN equals NaN. */
export function sameNumber(what: string, got: number, expected: number): void {
  claim(Object.is(got, expected), () => `${what}: must be ${formatValue(expected)}, got ${formatValue(got)}`);
}

/**
 * Throws a TicketError unless both lists contain the same numbers in the same order. −0 and +0 are different, NaN equals NaN.
 */
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

/**
 * Throws a TicketError unless both lists contain the same numbers after rounding to binary32. −0 equals +0, NaN equals NaN.
 */
export function sameValues(what: string, got: ArrayLike<number>, expected: ArrayLike<number>): void {
  const unsigned = (values: ArrayLike<number>) => Float32Array.from(values, (x) => x + 0);
  sameList(what, unsigned(got), unsigned(expected));
}

/** Throws a TicketError unless the call throws an `Error` of any class with a non-empty message. */
export async function throwsError(what: string, call: () => unknown): Promise<void> {
  let result: unknown;
  try {
    result = await call();
  } catch (error) {
    claim(
      error instanceof Error && error.message !== '',
      () => `${what}: must throw an Error with a message`,
    );
    return;
  }
  throw new TicketError(`${what}: must throw an Error, got ${formatValue(result)}`);
}

/** Returns whether two values contain the same data, recursively. −0 and +0 are different, NaN equals NaN. */
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
