import type { DetailsTable, ResultTable } from '../../experiments/index.ts';
import { estimateRow, estimateText, withEnoughDecimals } from '../values.ts';
import { rowsOfCells, type TextTable } from './text-table.ts';

/** Returns a table of the results of an experiment over several seeds, with their reference values. */
export function resultsTable({ rows, ...asked }: ResultTable): TextTable {
  const { axis, reference = 'paper' } = asked;
  const words = withEnoughDecimals(rows, asked);
  const single = rows.flatMap(({ label, values }) => values.map((value) => ({ label, values: [value] })));
  const eachWords = withEnoughDecimals(single, asked);
  const isReferred = rows.some((row) => row.reference);
  return {
    title: 'Results',
    columns: [
      { heading: axis },
      { heading: 'Mean ± standard deviation', short: 'mean ± std' },
      { heading: '95 % interval', isPageOnly: true },
      { heading: 'Each seed', isPageOnly: true },
      { heading: 'Seeds', short: 'seeds' },
      ...(isReferred ? [{ heading: capitalized(reference), short: reference }] : []),
    ],
    rows: rowsOfCells(
      rows.map((row, i) => {
        const { estimate, known } = estimateRow(row, i);
        const shown = (value: number) => estimateText(value, null, words);
        const held = row.reference;
        return [
          row.label,
          estimate === null ? '–' : estimateText(estimate.mean, estimate.deviation, words),
          estimate?.interval?.map(shown).join(' to ') ?? '–',
          row.values.map((value) => estimateText(value, null, eachWords)).join(', '),
          `${known.length}`,
          ...(isReferred
            ? [held === undefined ? '–' : estimateText(held.value, held.deviation ?? null, words)]
            : []),
        ];
      }),
    ),
    notes: [],
  };
}

/** Returns a table of texts that accompanies the results. */
export const detailsTable = ({ title, headings, rows, note }: DetailsTable): TextTable => ({
  title,
  columns: headings.map((heading) => ({ heading })),
  rows: rowsOfCells(rows),
  notes: [note],
});

const capitalized = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}`;
