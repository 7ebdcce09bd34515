// Numbers as a report shows them: as in the experiments' notes, but with a minus sign, and a space that no line breaks at.

import * as text from '../experiments/format-numbers.ts';

export { percentDecimals, plain, signedAlike, whole } from '../experiments/format-numbers.ts';

const withNoBreak = (shown: string): string => shown.replace(' ', '\u00a0').replace(/^-/, '−');

/** A number with a fixed number of decimals: 10 → "10.0". */
export const fixed = (value: number, decimals = 1): string => withNoBreak(text.fixed(value, decimals));

/** A fraction as a percentage with fixed decimals: 0.97853 → "97.85 %". */
export const percent = (fraction: number, decimals = 2): string =>
  withNoBreak(text.percent(fraction, decimals));

/** Fractions that are compared with each other, with so many decimals that unequal ones look unequal. */
export const percents = (fractions: readonly number[], least = 2): string[] =>
  text.percents(fractions, least).map(withNoBreak);

/** A fraction with at least two significant digits if it is small: "51 %", "3.6 %", "0.50 %". */
export const shortPercent = (fraction: number): string => withNoBreak(text.shortPercent(fraction));
