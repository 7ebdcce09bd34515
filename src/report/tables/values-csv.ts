import type { ResultTable } from '../../experiments/index.ts';

/**
 * Formats a table of results as CSV (RFC 4180) with all digits: one row per label, one column per value. Values that are not
 * finite are empty fields.
 *
 * @param seeds the seeds of the values, in order. Without them, or if there are more values than seeds, values are numbered.
 *
 * @example
 * valuesCsv({ title: 'SNIP', axis: 'Test error', unit: 'fraction', rows: [{ label: '95 %', values: [0.016] }] }, [1])
 * // 'Test error,seed 1\r\n95 %,0.016\r\n'
 */
export function valuesCsv({ axis, rows }: ResultTable, seeds: readonly number[] = []): string {
  const count = Math.max(0, ...rows.map(({ values }) => values.length));
  const areSeeds = count <= seeds.length;
  const heads = Array.from({ length: count }, (_, i) => (areSeeds ? `seed ${seeds[i]}` : `value ${i + 1}`));
  const lines = rows.map(({ label, values }) => [label, ...heads.map((_, i) => numberText(values[i]))]);
  return [[axis, ...heads], ...lines].map((fields) => `${fields.map(field).join(',')}\r\n`).join('');
}

const numberText = (value: number | undefined): string => (Number.isFinite(value) ? String(value) : '');

/** Returns a field of CSV, quoted if it contains a comma, a quote or a line break. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
