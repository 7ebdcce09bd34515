import { estimate, type FigureRow } from '../experiments/index.ts';
import { type Report, type SeedEnd, summaryReport } from '../report/index.ts';
import { PAGE_FILE } from '../runs/drawings.ts';
import { originOf } from './origin.ts';
import type { Prepared } from './prepared.ts';
import { factsOf, type Results, type RunData } from './results.ts';

/** The results of an experiment over several seeds: the rows of its summary, and the facts of every unit. */
export function summaryResults(run: RunData, prepared: Prepared): Results {
  const { command, options, seeds } = run.plan;
  const summary = prepared.experiment.summarize(prepared.options(seeds), factsOf(run));
  const ends = seeds.map((seed) => endOf(run, seed));
  const trials = ends.map((end) => ({ ...end, units: Object.fromEntries(factsOf(run, end.seed)) }));
  const report = summaryReport(summary, { ...originOf(prepared, seeds), seeds: ends });
  return {
    record: { command, options, trials, figures: summary.table.rows.map(withEstimate) },
    words: report.words,
    drawings: drawingsOf(report),
  };
}

/** The page and the pictures of a report, by the names of their files below `folder`. */
export const drawingsOf = ({ page, pictures }: Report, folder = ''): Map<string, string> =>
  new Map([
    ...[...pictures].map(([name, { wide }]) => [folder + name, wide] as const),
    [folder + PAGE_FILE, page],
  ]);

/** How a seed has ended. Its time is known once all its units have finished. */
export function endOf({ plan, entries, failures }: RunData, seed: number): SeedEnd {
  const own = plan.units.filter((unit) => unit.seed === seed).map(({ id }) => entries.get(id)?.seconds ?? null);
  const seconds = own.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  return { seed, seconds, error: failures.get(seed)?.message ?? null };
}

function withEstimate(row: FigureRow): object {
  const known = row.values.filter(Number.isFinite);
  return { ...row, estimate: known.length === 0 ? null : estimate(known) };
}
