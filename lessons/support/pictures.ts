// Small pictures made of characters: plain text, no colours, the same in a terminal, a file or a pipe.

const LEVELS = '▁▂▃▄▅▆▇█';
const SHADES = ' ·-+*%@';

/** What ▁ and █, or blank and @, stand for. */
export type Range = readonly [low: number, high: number];

const rangeOf = (values: readonly number[]): Range => [Math.min(...values), Math.max(...values)];

/** Where a value lies in a range, 0 … 1; outside it, at the nearer end. */
const heightIn = ([low, high]: Range, value: number): number =>
  (Math.min(Math.max(value, low), high) - low) / (high - low || 1);

/** A curve on one line, by default from the lowest value ▁ to the highest █. Beyond `width` values, evenly thinned out. */
export function sparkline(values: ArrayLike<number>, width = 60, range?: Range): string {
  const shown = thinned(Array.from(values), width);
  const between = range ?? rangeOf(shown);
  return shown.map((value) => LEVELS[Math.round(heightIn(between, value) * (LEVELS.length - 1))]).join('');
}

/** A bar of `width` characters, filled up to `value` ÷ `most`. */
export function bar(value: number, most: number, width = 30): string {
  const filled = Math.round((Math.min(Math.max(value / most, 0), 1) || 0) * width);
  return '█'.repeat(filled) + '·'.repeat(width - filled);
}

/** How many values fall into each of `bins` equal intervals of [low, high); those outside are left out. */
export function histogram(values: ArrayLike<number>, low: number, high: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor(((values[i] - low) / (high - low)) * bins);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  return counts;
}

/**
 * Numbers row by row as a picture, dark to bright, by default from the least to the greatest; every pixel is two
 * characters wide, which looks about square.
 */
export function picture(pixels: ArrayLike<number>, width: number, range?: Range): string {
  const values = Array.from(pixels);
  const between = range ?? rangeOf(values);
  const shade = (value: number) =>
    SHADES[Math.round(heightIn(between, value) * (SHADES.length - 1))].repeat(2);
  return rowsOf(values, width)
    .map((row) => row.map(shade).join('').trimEnd())
    .join('\n');
}

/** Pictures next to each other, `gap` spaces apart, without the empty lines above and below them all. */
export function beside(pictures: readonly string[], gap = 4): string {
  const blocks = pictures.map((text) => text.split('\n'));
  const height = Math.max(...blocks.map((lines) => lines.length));
  const widths = blocks.map((lines) => Math.max(...lines.map((line) => line.length)));
  const line = (y: number) =>
    blocks.map((lines, i) => (lines[y] ?? '').padEnd(widths[i])).join(' '.repeat(gap));
  const lines = Array.from({ length: height }, (_, y) => line(y).trimEnd());
  return lines.slice(lines.findIndex(Boolean), lines.findLastIndex(Boolean) + 1).join('\n');
}

/** A table: the first row is its head; the first column leans left, the others right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}

/** Numbers to read, not to compute with: `0.50  -1.25`. */
export const numbers = (values: ArrayLike<number>, digits = 2): string =>
  Array.from(values, (value) => value.toFixed(digits)).join('  ');

/** A fraction as a percentage: `percent(0.0512)` is `5.1 %`. */
export const percent = (fraction: number, digits = 1): string => `${(fraction * 100).toFixed(digits)} %`;

const rowsOf = (values: readonly number[], width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, y) => values.slice(y * width, (y + 1) * width));

function thinned(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, i) => values[Math.round((i * (values.length - 1)) / (width - 1))]);
}
