// Formats numbers for reports: like the notes of experiments, but with a minus sign and non-breaking spaces.

import * as text from '../experiments/format-numbers.ts';

export { percentDecimals, plain, signedAlike, whole } from '../experiments/format-numbers.ts';

const withNoBreak = (shown: string): string => shown.replace(' ', '\u00a0').replace(/^-/, '−');

/** Formats a number with a fixed number of decimals: 10 → "10.0". */
export const fixed = (value: number, decimals = 1): string => withNoBreak(text.fixed(value, decimals));

/** Formats a fraction as a percentage with fixed decimals: 0.97853 → "97.85 %". */
export const percent = (fraction: number, decimals = 2): string =>
  withNoBreak(text.percent(fraction, decimals));

/** Formats fractions that are compared with each other as percentages, with enough decimals to tell them apart. */
export const percents = (fractions: readonly number[], least = 2): string[] =>
  text.percents(fractions, least).map(withNoBreak);

/**
 * Formats a fraction as a percentage with at least two significant digits if it is small: "51 %", "3.6 %", "0.50 %".
 */
export const shortPercent = (fraction: number): string => withNoBreak(text.shortPercent(fraction));
