import type { FolderStore } from '../runs/folder-store.ts';
import type { RunPlan } from '../runs/plan.ts';
import { RECORD_FILE, recordOf, reportFileWithChecksum } from '../runs/report-files.ts';
import type { Store } from '../runs/store.ts';
import { jsonWithChecksum } from '../runs/text-checksum.ts';
import { argumentsOf, configurationOf, shellLine } from './options/index.ts';
import { type PreparedCommand, prepare } from './prepared-command.ts';
import { knownUnits, type Results, type RunData } from './run-data.ts';
import { summaryResults } from './summary-results.ts';

/** Returns the results of a run, finished or not. */
export function resultsOf(
  { plan, entries }: Pick<Store, 'plan' | 'entries'>,
  failures: ReadonlyMap<number, Error> = new Map(),
): Results {
  const prepared = prepare(plan);
  const facts = factsToSummarize({ plan, entries });
  const results = prepared.command.results ?? summaryResults;
  const { record, ...others } = results({
    ...{ plan, entries, failures },
    summarize: () => prepared.experiment.summarize(prepared.options(plan.seeds), facts),
    origin: (seeds) => originOf(prepared, seeds),
  });
  return { record: recordOf(plan, record), ...others };
}

/** Returns the contents of the files that are drawn from the results of a run, by file name. */
export const drawingsOf = ({ record, drawings }: Results, plan: RunPlan): Map<string, string> =>
  new Map([
    ...[...drawings].map(([name, text]) => [name, reportFileWithChecksum(text, plan)] as const),
    [RECORD_FILE, jsonWithChecksum(record)],
  ]);

/**
 * Returns the facts of the finished seeds, so that every row of a table has a value of each of them. If no seed has finished,
 * these are the facts of the first seed that has any, up to its first unfinished unit.
 */
function factsToSummarize({ plan, entries }: Pick<Store, 'plan' | 'entries'>): Map<string, object> {
  const bySeed = plan.seeds.map((seed) => {
    const units = plan.units.filter((unit) => unit.seed === seed);
    const gap = units.findIndex(({ id }) => !entries.has(id));
    return { isFinished: gap < 0, units: gap < 0 ? units : units.slice(0, gap) };
  });
  const finished = bySeed.filter(({ isFinished }) => isFinished);
  const factsOf = ({ units }: Pick<RunPlan, 'units'>) => knownUnits({ plan: { ...plan, units }, entries });
  const some = finished.length > 0 ? finished : bySeed.filter((one) => factsOf(one).length > 0).slice(0, 1);
  return new Map(some.flatMap(factsOf).map(({ id, facts }) => [id, facts]));
}

/** Draws a run into its folder, and returns its results. */
export function drawRun(store: FolderStore, failures: ReadonlyMap<number, Error>): Results {
  const results = resultsOf(store, failures);
  for (const [name, text] of drawingsOf(results, store.plan)) store.write(name, text);
  return results;
}

/** Returns the main results of one seed in one line. */
export function lineOfSeed({ plan, entries }: Pick<Store, 'plan' | 'entries'>, seed: number): string {
  const prepared = prepare(plan);
  const facts = new Map(knownUnits({ plan, entries }, seed).map((unit) => [unit.id, unit.facts]));
  return prepared.experiment.summarize(prepared.options([seed]), facts).line;
}

function originOf(
  { command, config }: PreparedCommand,
  seeds: readonly number[],
): ReturnType<RunData['origin']> {
  const own = { ...config, seed: seeds[0] };
  const trials = seeds.length === command.trials ? [] : ['--trials', String(seeds.length)];
  return {
    options: [...configurationOf(command, own), ['trials', String(seeds.length)]],
    command: shellLine(['winning-ticket', command.name, ...argumentsOf(command, own), ...trials]),
  };
}
