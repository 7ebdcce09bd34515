import { NothingToCheck } from './expect.ts';
import { fc } from './fast-check.ts';
import { bound } from './impl.ts';
import type { Law, LawSet } from './law.ts';
import { type CheckOptions, resolveCheck } from './options.ts';
import { type LawOutcome, LawReport } from './report.ts';
import { copyOf } from './show.ts';

const RUNS = 100;

/**
 * Checks an implementation against a set of laws, without a test runner, and reports on each: `report.ok`, `report.text`.
 * An implementation that throws breaks the law. Throws a ValueError for bad options, or for an implementation that lacks
 * a method.
 */
export async function checkLaws<Impl>(
  set: LawSet<Impl>,
  impl: Impl,
  options: CheckOptions = {},
): Promise<LawReport> {
  const { seed, runs, laws, path } = resolveCheck(set, options);
  const methods = bound(set, impl);
  const outcomes: LawOutcome[] = [];
  for (const law of laws) outcomes.push(await checkLaw(law, methods, seed, runs ?? law.runs ?? RUNS, path));
  return new LawReport(set.name, seed, outcomes);
}

async function checkLaw<Impl>(
  law: Law<Impl>,
  impl: Impl,
  seed: number,
  numRuns: number,
  path: string | undefined,
): Promise<LawOutcome> {
  let checked = 0;
  const property = fc.asyncProperty(fc.tuple(...law.given), async (given) => {
    try {
      if ((await law.holds(impl, ...copyOf(given))) === false) throw new Error('it does not hold');
      checked++;
    } catch (error) {
      if (!(error instanceof NothingToCheck)) throw error;
    }
  });
  const details = await fc.check(property, { seed, numRuns, ...(path !== undefined && { path }) });
  const runs = details.numRuns;
  if (!details.failed) return { law, ok: true, runs, checked };
  return {
    law,
    ok: false,
    runs,
    checked: runs,
    failure: {
      values: details.counterexample?.[0] ?? [],
      message: messageOf(details.errorInstance),
      shrinks: details.numShrinks,
      path: details.counterexamplePath ?? '',
    },
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  return error.name === 'Error' || error.name === 'TicketError'
    ? error.message
    : `${error.name}: ${error.message}`;
}
