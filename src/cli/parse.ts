// Option texts to values. Each throws commander's InvalidArgumentError, which names the option.

import { InvalidArgumentError } from 'commander';
import { TicketError } from '../errors.ts';
import { type ControlName, checkControl, type SanityCheck } from '../experiments/index.ts';
import { CRITERIA, type CriterionName, RewindStrategy } from '../pruning/index.ts';

/** A finite number above `low` and below `high`; "90%" means 0.9. */
export const numberBetween = (low: number, high: number) => (text: string) => {
  const value = number(text);
  if (value > low && value < high) return value;
  throw new InvalidArgumentError(`must be a number ${range(low, high)}, got ${JSON.stringify(text)}`);
};

/** A number above 0, up to `high`; "50%" means 0.5. */
export const numberUpTo = (high: number) => (text: string) => {
  const value = number(text);
  if (value > 0 && value <= high) return value;
  throw new InvalidArgumentError(`must be a number above 0, at most ${high}, got ${JSON.stringify(text)}`);
};

/** A finite number ≥ 0. */
export const numberFromZero = (text: string) => {
  const value = number(text);
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new InvalidArgumentError(`must be a number ≥ 0, got ${JSON.stringify(text)}`);
};

/** A whole number ≥ minimum; "50%" is none. */
export const wholeFrom = (minimum: number) => (text: string) => {
  const value = text.endsWith('%') ? Number.NaN : number(text);
  if (Number.isSafeInteger(value) && value >= minimum) return value;
  throw new InvalidArgumentError(`must be a whole number ≥ ${minimum}, got ${JSON.stringify(text)}`);
};

/** Several of something, joined by commas. */
export const listOf =
  <T>(one: (text: string) => T) =>
  (text: string): T[] =>
    text.split(',').map((part) => one(part.trim()));

/** Hidden layer sizes: "300,100", or "none" for a linear classifier. */
export const hiddenSizes = (text: string): number[] => (text === 'none' ? [] : listOf(wholeFrom(1))(text));

/** The sanity checks to train, each once: "reinit,shuffle", one of them, or "none". */
export const sanityChecks = (text: string): SanityCheck[] =>
  names(text, (name) => {
    if (name === 'reinit' || name === 'shuffle') return name;
    throw new InvalidArgumentError(
      `must be reinit, shuffle, both joined by a comma, or none, got ${JSON.stringify(text)}`,
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
        `must be reinit, shuffle, actions such as constant+sign, joined by commas, or none, got ${JSON.stringify(text)}`,
      );
    }
  });

function names<T>(text: string, one: (name: string) => T): T[] {
  return text === 'none' ? [] : [...new Set(listOf(one)(text))];
}

/** A criterion by its name. */
export function criterionName(text: string): CriterionName {
  if (Object.hasOwn(CRITERIA, text)) return text as CriterionName;
  throw new InvalidArgumentError(
    `must be one of ${Object.keys(CRITERIA).join(', ')}, got ${JSON.stringify(text)}`,
  );
}

/**
 * "init", "early:500", "early:10%", "late:500", "late:10%", "none" or "none:500" (iterations of fine-tuning); and of
 * Renda et al. "weights:500", "weights:10%" (the weights alone go back) and "reinit" (new ones each round).
 */
export function rewindStrategy(text: string): RewindStrategy {
  const [kind, at, ...rest] = text.split(':');
  const wrong = new InvalidArgumentError(
    `must be init, early:ITERATION, early:PERCENT%, late:…, weights:… likewise, none, none:ITERATIONS or reinit, got ${JSON.stringify(text)}`,
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

function number(text: string): number {
  const [digits, scale] = text.endsWith('%') ? [text.slice(0, -1), 100] : [text, 1];
  return digits.trim() === '' || !/^[-+.\de]+$/i.test(digits) ? Number.NaN : Number(digits) / scale;
}

const range = (low: number, high: number) =>
  high === Number.POSITIVE_INFINITY ? `above ${low}` : `above ${low} and below ${high}`;
