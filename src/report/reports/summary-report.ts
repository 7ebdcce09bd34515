import type { Summary } from '../../experiments/index.ts';
import { inBothSizes } from '../layout.ts';
import { summaryPlot } from '../summary-plot.ts';
import { detailsTable, resultsTable } from '../tables/results-table.ts';
import { type SeedEnd, seedsTable } from '../tables/run-tables.ts';
import type { Block, Section } from './contents.ts';
import { failureTexts, type Report, type RunOrigin, reportOf } from './report.ts';

/** The origin of the results of an experiment with several seeds. */
export interface SummaryOrigin extends RunOrigin {
  readonly seeds: readonly SeedEnd[];
}

/**
 * Makes the report of an experiment with several seeds: its results with the paper's as references, plots and notes.
 */
export function summaryReport(
  { table, details = [], plots, notes }: Summary,
  { seeds, ...origin }: SummaryOrigin,
): Report {
  const results = { name: 'figures', kind: 'figures', table } as const;
  const finished = seeds.filter(({ seconds, error }) => seconds !== null && error === null).length;
  return reportOf(
    {
      title: table.title,
      result: [
        ...notes.map((text, i): Block => ({ kind: 'text', text, ...(i === 0 && { look: 'lead' }) })),
        ...failureTexts(seeds, finished),
      ],
      sections: [
        { title: 'Results', blocks: [{ kind: 'table', table: resultsTable(table) }] },
        ...details.map(
          (one): Section => ({
            title: one.title,
            blocks: [{ kind: 'table', table: detailsTable(one) }],
          }),
        ),
        { title: 'Seeds', blocks: [{ kind: 'table', table: seedsTable(seeds) }], isPageOnly: true },
      ],
    },
    new Map(
      [results, ...plots].map((plot) => [
        `${plot.name}.svg`,
        inBothSizes((layout) => summaryPlot(plot, layout)),
      ]),
    ),
    origin,
  );
}
