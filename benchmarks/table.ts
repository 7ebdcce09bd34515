import type { Row } from './statistics.ts';

/** Prints the rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.case, row.contender, figure(row.ms), figure(row.ratio)]);
  return markdown(['case', 'contender', 'ms', '÷ ours'], cells, (column) => column >= 2);
}

/** Prints a Markdown table with aligned columns (numbers to the right), so that it is readable in a terminal too. */
export function markdown(
  heading: readonly string[],
  cells: readonly (readonly string[])[],
  isNumber: (column: number) => boolean,
): string {
  const lines = [heading, ...cells];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const print = (line: readonly string[]): string =>
    `| ${line.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (isNumber(i) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [print(lines[0]), print(rule), ...lines.slice(1).map(print)].join('\n');
}

/** Three digits, without exponent: 0.0123, 1.23, 12.3, 1,234. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(3)).toString();
}
