// Formats numbers as text. A value that is not finite is shown as a dash.

const DASH = '–';

/** Maximum number of decimals that are printed. */
const MAX_DECIMALS = 9;

/** Formats a fraction as a percentage: 0.9763 → "97.6 %". */
export const percent = (fraction: number, decimals = 1): string =>
  Number.isFinite(fraction) ? `${(fraction * 100).toFixed(decimals)} %` : DASH;

/** Formats a fraction as a percentage with at least two significant digits if it is small: "51 %", "3.6 %", "0.50 %". */
export function shortPercent(fraction: number): string {
  let decimals = 0;
  for (let limit = 0.0995; Math.abs(fraction) < limit && decimals < MAX_DECIMALS; limit /= 10) decimals++;
  return percent(fraction, fraction === 0 ? 0 : decimals);
}

/** Formats an integer in groups of three digits: 266200 → "266,200". */
export const whole = (value: number): string => grouped(value, 0);

/** Formats a number with its integer part in groups of three digits: 1234.5 → "1,234.5". */
export function grouped(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return DASH;
  const [integer, ...rest] = value.toFixed(decimals).split('.');
  return [integer.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/** Formats a number with a fixed number of decimals: 10 → "10.0". */
export const fixed = (value: number, decimals = 1): string =>
  Number.isFinite(value) ? value.toFixed(decimals) : DASH;

/**
 * Formats numbers that are compared with each other, with signs and with enough decimals to tell them apart: "−1,200", "+0.51".
 */
export function signedAlike(values: readonly number[], least: number): string[] {
  const decimals = enoughDecimals(values, least);
  return values.map((value) => `${value < 0 ? '−' : '+'}${grouped(Math.abs(value), decimals)}`);
}

/** Formats a fraction that a user specified as a percentage, with the digits that the user gave: 0.0005 → "0.05 %". */
export const exactPercent = (fraction: number): string => `${plain(100 * fraction)} %`;

/** Formats a number that a user specified, with the digits that the user gave: 100 · 0.0005 → "0.05". */
export const plain = (value: number): string => String(Number(value.toPrecision(12)));

/** Values that differ by less than this are considered equal except for rounding errors. */
const ROUNDING = 1e-9;

/**
 * Returns the number of decimals, at least `least`, with which unequal values are printed differently. Values that are not
 * finite are ignored.
 *
 * @example
 * enoughDecimals([0.93, 0.86], 1) // 2, because both would be shown as 0.9 with one decimal
 */
export function enoughDecimals(values: readonly number[], least: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const unequal = sorted.flatMap((value, i) =>
    i > 0 && value - sorted[i - 1] > ROUNDING ? [[sorted[i - 1], value]] : [],
  );
  let decimals = least;
  const shown = (value: number): number => Number(value.toFixed(decimals));
  while (decimals < MAX_DECIMALS && unequal.some(([a, b]) => shown(a) === shown(b))) decimals++;
  return decimals;
}

/** Returns the number of decimals with which unequal fractions are printed as different percentages. */
export const percentDecimals = (fractions: readonly number[], least = 2): number =>
  enoughDecimals(
    fractions.map((fraction) => 100 * fraction),
    least,
  );

/** Formats fractions that are compared with each other as percentages, with enough decimals to tell them apart. */
export function percents(fractions: readonly number[], least = 2): string[] {
  const decimals = percentDecimals(fractions, least);
  return fractions.map((fraction) => percent(fraction, decimals));
}

/** Formats names with their fractions on one line: "dense 97.40 %  ticket 97.66 %". */
export function namedPercents(named: readonly (readonly [name: string, fraction: number])[]): string {
  const texts = percents(named.map(([, fraction]) => fraction));
  return named.map(([name], i) => `${name} ${texts[i]}`).join('  ');
}

/** Formats a count with its noun: "1 trial", "2 trials". */
export const counted = (count: number, what: string): string =>
  `${whole(count)} ${what}${count === 1 ? '' : 's'}`;

/** Joins texts to an enumeration: "a", "a and b" or "a, b and c". */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;

/** Returns the first note of each summary, which states how many seeds the values come from. */
export const seedsNote = (seeds: number): string =>
  seeds === 1 ? 'One seed proves nothing.' : `Mean and standard deviation of ${counted(seeds, 'seed')}.`;
