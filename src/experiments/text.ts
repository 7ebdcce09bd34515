// Formats numbers as text. A value that is not finite is shown as a dash.

const DASH = '–';

/** Formats a fraction as a percentage: 0.9763 → "97.6 %". */
export const percent = (fraction: number, decimals = 1): string =>
  Number.isFinite(fraction) ? `${(fraction * 100).toFixed(decimals)} %` : DASH;

/** Formats a fraction as a percentage with at least two significant digits if it is small: "51 %", "3.6 %", "0.50 %". */
export const shortPercent = (fraction: number): string =>
  percent(fraction, fraction < 0.00995 ? 2 : fraction < 0.0995 ? 1 : 0);

/** Formats an integer in groups of three digits: 266200 → "266,200". */
export const whole = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',') : DASH;

/** Formats a number with a fixed number of decimals: 10 → "10.0". */
export const fixed = (value: number, decimals = 1): string =>
  Number.isFinite(value) ? value.toFixed(decimals) : DASH;

/** Formats a count with its noun: "1 trial", "2 trials". */
export const counted = (count: number, what: string): string =>
  `${whole(count)} ${what}${count === 1 ? '' : 's'}`;

/** Returns the first note of each summary, which states how many seeds the values come from. */
export const seedsNote = (seeds: number): string =>
  seeds === 1 ? 'One seed proves nothing.' : `Mean and standard deviation of ${counted(seeds, 'seed')}.`;
