// Parsers of option texts. Each throws a RuleError, which Commander completes with the name of the option.

import { InvalidArgumentError } from 'commander';
import { inGiB } from '../../check.ts';
import { show } from '../../errors.ts';

/** Thrown when a text violates the rule of its option. */
export class RuleError extends InvalidArgumentError {
  /** The rule, such as 'must be a number ≥ 0'. */
  readonly rule: string;
  /** The invalid text. */
  readonly got: unknown;

  constructor(rule: string, got: unknown) {
    super(`${rule}, got ${show(got)}`);
    this.rule = rule;
    this.got = got;
  }
}

/** Parses a finite number above `low` and below `high`. "90%" is the same number as "0.9". */
export const numberBetween = (low: number, high: number) => (text: string) => {
  const value = decimal(text);
  if (value > low && value < high) return value;
  throw new RuleError(`must be a number ${range(low, high)}`, text);
};

/** Parses a number above 0, up to `high`. "50%" is the same number as "0.5". */
export const numberUpTo = (high: number) => (text: string) => {
  const value = decimal(text);
  if (value > 0 && value <= high) return value;
  throw new RuleError(`must be a number above 0, at most ${high}`, text);
};

/** Parses a number in [0, 1). */
export const fraction = (text: string) => {
  const value = decimal(text);
  if (value >= 0 && value < 1) return value + 0; // Adding 0 turns −0 into 0.
  throw new RuleError('must be a number ≥ 0 and below 1', text);
};

/** Parses a finite number ≥ 0. */
export const numberFromZero = (text: string) => {
  const value = decimal(text);
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value + 0; // Adding 0 turns −0 into 0.
  throw new RuleError('must be a number ≥ 0', text);
};

/** Parses an integer of at least `minimum` and at most `maximum`. Percentages are rejected. */
export const integerFrom =
  (minimum: number, maximum = Number.MAX_SAFE_INTEGER) =>
  (text: string) => {
    const value = text.endsWith('%') ? Number.NaN : decimal(text);
    if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value + 0; // Adding 0 turns −0 into 0.
    const limits = maximum === Number.MAX_SAFE_INTEGER ? `≥ ${minimum}` : `from ${minimum} to ${maximum}`;
    throw new RuleError(`must be an integer ${limits}`, text);
  };

/** Maximum number of trials per command. */
const MAX_TRIALS = 1000;
const RECORD_BYTES = 2 ** 16;

/** Parses a number of trials, which is limited because all records are in memory at the same time. */
export const trialCount = (text: string) => {
  const count = integerFrom(1)(text);
  if (count <= MAX_TRIALS) return count;
  const memory = inGiB(count * RECORD_BYTES);
  throw new RuleError(
    `must be at most ${MAX_TRIALS} (the records of so many trials would need about ${memory} of memory)`,
    text,
  );
};

/** Maximum number of values in a list. */
const MAX_LIST = 1000;

/** Parses several values separated by commas. */
export const listOf =
  <T>(one: (text: string) => T) =>
  (text: string): readonly T[] => {
    const parts = text.split(',');
    if (parts.length <= MAX_LIST) return parts.map((part) => one(part.trim()));
    throw new RuleError(`must have at most ${MAX_LIST} values`, parts.length);
  };

/** Parses several values separated by commas, and removes duplicates. */
export const setOf =
  <T>(one: (text: string) => T) =>
  (text: string): readonly T[] => [...new Set(listOf(one)(text))];

/** Parses a list with `some`, or "none" as an empty list. */
export const orNone =
  <T>(some: (text: string) => readonly T[]) =>
  (text: string): readonly T[] =>
    text === 'none' ? [] : some(text);

/** Parses one of several names. */
export const oneOf =
  <T extends string>(...names: readonly T[]) =>
  (text: string): T => {
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    throw new RuleError(`must be one of ${names.join(', ')}`, text);
  };

/** Parses any text that is not empty. */
export const nonEmptyText = (text: string): string => {
  if (text !== '') return text;
  throw new RuleError('must not be empty', text);
};

/**
 * Parses a decimal number or percentage; returns NaN for any other text. A percentage moves the decimal point, so that "99.9%"
 * is exactly the same number as "0.999": a division by 100 would round a second time.
 */
function decimal(text: string): number {
  const [, digits, exponent = '0', percent] = /^([-+]?[.\d]+)(?:e([-+]?\d+))?(%?)$/i.exec(text) ?? [];
  if (digits === undefined) return Number.NaN;
  return percent === '' ? Number(text) : Number(`${digits}e${Number(exponent) - 2}`);
}

const range = (low: number, high: number) =>
  high === Number.POSITIVE_INFINITY ? `above ${low}` : `above ${low} and below ${high}`;
