// Numbers as text. A value that is not finite is shown as a dash.

const DASH = '–';

/** A fraction as a percentage: 0.9763 → "97.6 %". */
export const percent = (fraction: number, decimals = 1): string =>
  Number.isFinite(fraction) ? `${(fraction * 100).toFixed(decimals)} %` : DASH;

/** A fraction as a percentage with at least two significant digits if it is small: "51 %", "3.6 %", "0.50 %". */
export const shortPercent = (fraction: number): string =>
  percent(fraction, fraction < 0.00995 ? 2 : fraction < 0.0995 ? 1 : 0);

/** An integer in groups of three digits: 266200 → "266,200". */
export const whole = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',') : DASH;

/** A number with a fixed number of decimals: 10 → "10.0". */
export const fixed = (value: number, decimals = 1): string =>
  Number.isFinite(value) ? value.toFixed(decimals) : DASH;

/** "1 trial", "2 trials". */
export const counted = (count: number, what: string): string =>
  `${whole(count)} ${what}${count === 1 ? '' : 's'}`;

/** "a", "a and b", "a, b and c". */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;

/** The first note of each summary: how many seeds the values come from. */
export const seedsNote = (seeds: number): string =>
  seeds === 1 ? 'One seed proves nothing.' : `Mean and standard deviation of ${counted(seeds, 'seed')}.`;
