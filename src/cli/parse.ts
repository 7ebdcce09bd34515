// Option texts to values. Each throws commander's InvalidArgumentError, which names the option.

import { InvalidArgumentError } from 'commander';
import { inGiB } from '../check.ts';
import { show, TicketError } from '../errors.ts';
import { type ControlName, checkControl, type SanityCheck } from '../experiments/index.ts';
import { CRITERIA, type CriterionName, RewindStrategy } from '../pruning/index.ts';

/** A finite number above `low` and below `high`. "90%" is the same number as "0.9". */
export const numberBetween = (low: number, high: number) => (text: string) => {
  const value = number(text);
  if (value > low && value < high) return value;
  throw new InvalidArgumentError(`must be a number ${range(low, high)}, got ${show(text)}`);
};

/** A number above 0, up to `high`. "50%" is the same number as "0.5". */
export const numberUpTo = (high: number) => (text: string) => {
  const value = number(text);
  if (value > 0 && value <= high) return value;
  throw new InvalidArgumentError(`must be a number above 0, at most ${high}, got ${show(text)}`);
};

/** A finite number ≥ 0. */
export const numberFromZero = (text: string) => {
  const value = number(text);
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new InvalidArgumentError(`must be a number ≥ 0, got ${show(text)}`);
};

/** An integer of at least `minimum` and at most `maximum`. Percentages are rejected. */
export const wholeFrom =
  (minimum: number, maximum = Number.MAX_SAFE_INTEGER) =>
  (text: string) => {
    const value = text.endsWith('%') ? Number.NaN : number(text);
    if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
    const range = maximum === Number.MAX_SAFE_INTEGER ? `≥ ${minimum}` : `from ${minimum} to ${maximum}`;
    throw new InvalidArgumentError(`must be a whole number ${range}, got ${show(text)}`);
  };

/** The most trials that one command runs, and the memory in bytes that the record of one trial takes, about. */
const MAX_TRIALS = 1000;
const RECORD_BYTES = 2 ** 16;

/** A number of trials. All their records are in memory together, so there is a limit. */
export const trialCount = (text: string) => {
  const count = wholeFrom(1)(text);
  if (count <= MAX_TRIALS) return count;
  throw new InvalidArgumentError(
    `must be at most ${MAX_TRIALS} (the records of so many trials would need about ${inGiB(count * RECORD_BYTES)} of memory), got ${show(text)}`,
  );
};

/** The most values of one list. */
const MAX_LIST = 1000;

/** Several values, separated by commas. */
export const listOf =
  <T>(one: (text: string) => T) =>
  (text: string): T[] => {
    const parts = text.split(',');
    if (parts.length <= MAX_LIST) return parts.map((part) => one(part.trim()));
    throw new InvalidArgumentError(`must have at most ${MAX_LIST} values, got ${parts.length} of them`);
  };

/** Hidden layer sizes: "300,100", or "none" for a linear classifier. */
export const hiddenSizes = (text: string): number[] => (text === 'none' ? [] : listOf(wholeFrom(1))(text));

/** The sanity checks to train, each once: "reinit,shuffle", one of them, or "none". */
export const sanityChecks = (text: string): SanityCheck[] =>
  names(text, (name) => {
    if (name === 'reinit' || name === 'shuffle') return name;
    throw new InvalidArgumentError(
      `must be reinit, shuffle, both joined by a comma, or none, got ${show(text)}`,
    );
  });

/** The controls to train beside the ticket, each once: the same, and actions such as "constant+sign". */
export const controlNames = (text: string): ControlName[] =>
  names(text, (name) => {
    try {
      checkControl(name as ControlName);
      return name as ControlName;
    } catch {
      throw new InvalidArgumentError(
        `must be reinit, shuffle, actions such as constant+sign, joined by commas, or none, got ${show(text)}`,
      );
    }
  });

function names<T>(text: string, one: (name: string) => T): T[] {
  return text === 'none' ? [] : [...new Set(listOf(one)(text))];
}

/** A criterion by its name. */
export function criterionName(text: string): CriterionName {
  if (Object.hasOwn(CRITERIA, text)) return text as CriterionName;
  throw new InvalidArgumentError(`must be one of ${Object.keys(CRITERIA).join(', ')}, got ${show(text)}`);
}

/**
 * "init", "early:500", "early:10%", "late:500", "late:10%", "none" or "none:500" (iterations of fine-tuning); and of
 * Renda et al. "weights:500", "weights:10%" (the weights alone go back) and "reinit" (new ones each round).
 */
export function rewindStrategy(text: string): RewindStrategy {
  const [kind, at, ...rest] = text.split(':');
  const wrong = new InvalidArgumentError(
    `must be init, early:ITERATION, early:PERCENT%, late:…, weights:… likewise, none, none:ITERATIONS or reinit, got ${show(text)}`,
  );
  if (
    rest.length > 0 ||
    (at === undefined) !== (kind === 'init' || kind === 'reinit' || (kind === 'none' && at === undefined))
  )
    throw wrong;
  if (at !== undefined && Number.isNaN(number(at))) throw wrong;
  try {
    if (kind === 'init') return RewindStrategy.init();
    if (kind === 'reinit') return RewindStrategy.reinitialise();
    if (kind === 'none')
      return RewindStrategy.none(at === undefined ? {} : { fineTuneIterations: number(at) });
    const point = at.endsWith('%') ? { fraction: number(at) } : { iteration: number(at) };
    if (kind === 'early') return RewindStrategy.early(point);
    if (kind === 'late') return RewindStrategy.late(point);
    if (kind === 'weights') return RewindStrategy.weightsOnly(point);
  } catch (error) {
    if (!(error instanceof TicketError)) throw error;
    throw new InvalidArgumentError(error.message);
  }
  throw wrong;
}

/** The same, checked and left as it was written. */
export function rewindText(text: string): string {
  rewindStrategy(text);
  return text;
}

/**
 * A decimal number or percentage, NaN for anything else. A percentage moves the decimal point, so that "99.9%" is exactly the
 * same number as "0.999": a division by 100 would round a second time.
 */
function number(text: string): number {
  const [, digits, exponent = '0', percent] = /^([-+]?[.\d]+)(?:e([-+]?\d+))?(%?)$/i.exec(text) ?? [];
  if (digits === undefined) return Number.NaN;
  return percent === '' ? Number(text) : Number(`${digits}e${Number(exponent) - 2}`);
}

const range = (low: number, high: number) =>
  high === Number.POSITIVE_INFINITY ? `above ${low}` : `above ${low} and below ${high}`;
