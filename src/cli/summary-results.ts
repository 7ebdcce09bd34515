import { estimate, type ResultRow } from '../experiments/index.ts';
import { type Report, summaryReport } from '../report/index.ts';
import { PAGE_FILE } from '../runs/report-files.ts';
import { endOf, knownUnits, type Results, type RunData } from './run-data.ts';

/** Returns the results of an experiment over several seeds: the rows of its summary, and the facts of every unit. */
export function summaryResults(run: RunData): Results {
  const { command, options, seeds } = run.plan;
  const summary = run.summarize();
  const ends = seeds.map((seed) => endOf(run, seed));
  const factsOf = (seed: number) =>
    Object.fromEntries(knownUnits(run, seed).map(({ id, facts }) => [id, facts]));
  const report = summaryReport(summary, { ...run.origin(seeds), seeds: ends });
  return {
    record: {
      ...{ command, options },
      trials: ends.map((end) => ({ ...end, units: factsOf(end.seed) })),
      figures: summary.table.rows.map(withEstimate),
    },
    words: report.words,
    drawings: reportFiles(report),
  };
}

/** Returns the page and the plots of a report, keyed by file name below `folder`. */
export const reportFiles = ({ page, pictures }: Report, folder = ''): Map<string, string> =>
  new Map([
    ...[...pictures].map(([name, { wide }]) => [folder + name, wide] as const),
    [folder + PAGE_FILE, page],
  ]);

/** Returns a row of the table as JSON. The value of a seed without a result is null. */
function withEstimate(row: ResultRow): object {
  const values = row.values.map((value) => (Number.isFinite(value) ? value : null));
  const known = values.filter((value) => value !== null);
  return { ...row, values, estimate: known.length === 0 ? null : estimate(known) };
}
