import { RECORD_FILE, sealDrawing } from '../runs/drawings.ts';
import type { FolderStore } from '../runs/folder-store.ts';
import type { RunPlan } from '../runs/plan.ts';
import type { Store } from '../runs/store.ts';
import { argumentsOf, configurationOf, shellLine } from './options/index.ts';
import { type Prepared, prepare } from './prepared.ts';
import { knownUnits, type Results, type RunData } from './run-data.ts';
import { summaryResults } from './summary-results.ts';

/** Returns the results of a run, finished or not. */
export function resultsOf(
  { plan, entries }: Pick<Store, 'plan' | 'entries'>,
  failures: ReadonlyMap<number, Error> = new Map(),
): Results {
  const prepared = prepare(plan);
  const facts = new Map(knownUnits({ plan, entries }).map((unit) => [unit.id, unit.facts]));
  const results = prepared.command.results ?? summaryResults;
  return results({
    ...{ plan, entries, failures },
    summarize: () => prepared.experiment.summarize(prepared.options(plan.seeds), facts),
    origin: (seeds) => originOf(prepared, seeds),
  });
}

/** Returns the contents of the files that are drawn from the results of a run, by name. */
export const drawingsOf = ({ record, drawings }: Results, plan: RunPlan): Map<string, string> =>
  new Map(
    [...drawings, [RECORD_FILE, record] as const].map(([name, content]) => [
      name,
      sealDrawing(content, plan),
    ]),
  );

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

function originOf({ command, config }: Prepared, seeds: readonly number[]): ReturnType<RunData['origin']> {
  const own = { ...config, seed: seeds[0] };
  const trials = seeds.length === command.trials ? [] : ['--trials', String(seeds.length)];
  return {
    options: [...configurationOf(command, own), ['trials', String(seeds.length)]],
    command: shellLine(['winning-ticket', command.name, ...argumentsOf(command, own), ...trials]),
  };
}
