import {
  type FinishedUnit,
  latestInputs,
  runRecord,
  searchReport,
  summarizeTrials,
  trialsReport,
} from '../report/index.ts';
import { seedFolder } from '../runs/unit-files.ts';
import { originOf } from './origin.ts';
import type { Prepared } from './prepared.ts';
import type { Results, RunData } from './results.ts';
import { drawingsOf, endOf } from './summary-results.ts';

/** The results of a search for tickets: those of its only seed, or of all seeds and of each seed on a page of its own. */
export function searchResults(run: RunData, prepared: Prepared): Results {
  const { plan } = run;
  const { command, options, seeds } = plan;
  const { tolerance, rounds } = prepared.config as unknown as { tolerance: number; rounds: number };
  const searches = seeds.map((seed) => {
    const units = finishedUnits(run, seed);
    const record = runRecord({ seed, tolerance, rounds }, units);
    const report = searchReport(record, { ...originOf(prepared, [seed]), inputs: latestInputs(units) });
    return { ...endOf(run, seed), folder: seedFolder(plan, seed), record, report };
  });
  const summary = summarizeTrials(
    tolerance,
    searches.map(({ record, seconds, ...trial }) => ({ ...trial, record: seconds === null ? null : record })),
  );
  const trials = searches.map(({ report, folder, ...trial }) => trial);
  const [{ report }] = searches;
  const whole = seeds.length === 1 ? report : trialsReport(summary, originOf(prepared, seeds));
  return {
    record: { command, options, trials, winners: summary.winners, quality: summary.quality },
    words: whole.words,
    drawings: new Map([
      ...searches.flatMap(({ folder, report }) => [...drawingsOf(report, folder)]),
      ...drawingsOf(whole),
    ]),
  };
}

function finishedUnits({ plan, entries }: RunData, seed: number): FinishedUnit[] {
  const units = plan.units.filter((unit) => unit.seed === seed);
  return units.flatMap(({ id }) => {
    const entry = entries.get(id);
    return entry?.facts ? [{ facts: entry.facts as FinishedUnit['facts'], seconds: entry.seconds }] : [];
  });
}
