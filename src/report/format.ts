// Numbers as a reader wants them. A value that is no finite number (or not there yet) shows as a dash.

const NO_BREAK = '\u00a0';
const DASH = '–';

/** A fraction as a percentage with fixed decimals: 0.97853 → "97.85 %". */
export const percent = (fraction: number, decimals = 2): string =>
  Number.isFinite(fraction) ? `${(fraction * 100).toFixed(decimals)}${NO_BREAK}%` : DASH;

/** A fraction with two digits or more where it is small: "51 %", "3.6 %", "0.50 %". */
export const shortPercent = (fraction: number): string =>
  percent(fraction, fraction < 0.00995 ? 2 : fraction < 0.0995 ? 1 : 0);

/** A whole number in groups of three: 266200 → "266,200". */
export const whole = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',') : DASH;

/** A number with fixed decimals: 10 → "10.0". */
export const fixed = (value: number, decimals = 1): string =>
  Number.isFinite(value) ? value.toFixed(decimals) : DASH;
