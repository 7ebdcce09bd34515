import {
  type FinishedUnit,
  latestInputs,
  runRecord,
  searchReport,
  summarizeTrials,
  trialsReport,
} from '../report/index.ts';
import { seedFolder } from '../runs/unit-files.ts';
import { endOf, knownUnits, type Results, type RunData } from './run-data.ts';
import { reportFiles } from './summary-results.ts';

/** Returns the results of a search for tickets: those of the only seed, or those of all seeds with a page per seed. */
export function searchResults(run: RunData): Results {
  const { command, options, seeds } = run.plan;
  const { tolerance, rounds } = options as { readonly tolerance: number; readonly rounds: number };
  const searches = seeds.map((seed) => {
    const units = knownUnits(run, seed) as readonly FinishedUnit[];
    const record = runRecord({ seed, tolerance, rounds }, units);
    const report = searchReport(record, { ...run.origin([seed]), inputs: latestInputs(units) });
    return { ...endOf(run, seed), record, folder: seedFolder(run.plan, seed), report };
  });
  const {
    winners,
    verdict: quality,
    ...summary
  } = summarizeTrials(
    tolerance,
    searches.map(({ seconds, record, ...trial }) => ({
      ...trial,
      record: seconds === null ? null : record,
    })),
  );
  const [only, ...others] = searches;
  const whole =
    others.length === 0
      ? only.report
      : trialsReport({ winners, verdict: quality, ...summary }, run.origin(seeds));
  return {
    record: {
      command,
      options,
      trials: searches.map(({ folder, report, ...trial }) => trial),
      winners,
      quality,
    },
    words: whole.words,
    drawings: new Map([
      ...searches.flatMap(({ folder, report }) => [...reportFiles(report, folder)]),
      ...reportFiles(whole),
    ]),
  };
}
