import { NothingToCheck } from './expect.ts';
import { fc } from './fast-check.ts';
import { copyOf } from './format-value.ts';
import { bound } from './impl.ts';
import type { Law, LawSet } from './law.ts';
import { type CheckOptions, resolveCheck } from './options.ts';
import { type LawOutcome, LawReport } from './report.ts';

const RUNS = 100;
/** Limits of shrinking: the maximum number of cases that are tried, and the maximum time in milliseconds. */
const MAX_TRIED = 5000;
const MAX_MILLISECONDS = 5000;
/** Maximum number of accepted shrinking steps. Each step adds a number to the path in the report. */
const MAX_SHRINKS = 100;

/**
 * Checks an implementation against a set of laws without a test runner. The report has a verdict per law (`report.outcomes`), an
 * overall verdict (`report.ok`) and a printable text (`report.text`). A law counts as broken if the implementation throws.
 *
 * @throws {ValueError} if an option is invalid, or the implementation lacks a method of the set.
 *
 * @example
 * const keepsFirst = (scores, k) => Uint8Array.from(scores, (_, i) => (i < k ? 1 : 0));
 * const report = await checkLaws(selectLaws, { ...ours.select, select: keepsFirst }, { seed: 1 });
 * report.ok; // → false
 * report.outcomes[1].failure.message; // → 'select(s, 1): must not reject 0 and select -Infinity'
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

/** Returns whether a law had something to check in a case. Throws if the case breaks it. */
export async function holds<Impl>(law: Law<Impl>, impl: Impl, values: readonly unknown[]): Promise<boolean> {
  try {
    if ((await law.holds(impl, ...copyOf(values))) === false) throw new Error('it does not hold');
    return true;
  } catch (error) {
    if (error instanceof NothingToCheck) return false;
    throw error;
  }
}

async function checkLaw<Impl>(
  law: Law<Impl>,
  impl: Impl,
  seed: number,
  numRuns: number,
  path: string | undefined,
): Promise<LawOutcome> {
  let checked = 0;
  let broken: { tried: number; shrinks: number; since: number } | undefined;
  const property = fc.asyncProperty(fc.tuple(...law.given), async (given) => {
    if (broken !== undefined) {
      const isTooLong = broken.tried++ >= MAX_TRIED || performance.now() - broken.since >= MAX_MILLISECONDS;
      if (isTooLong || broken.shrinks >= MAX_SHRINKS) return; // Stop shrinking: no smaller case is accepted any more.
    }
    try {
      if ((await holds(law, impl, given)) && broken === undefined) checked++;
    } catch (error) {
      if (broken === undefined) checked++;
      broken = { tried: 0, shrinks: -1, since: performance.now(), ...broken };
      broken.shrinks++;
      throw error;
    }
  });
  const details = await fc.check(property, { seed, numRuns, ...(path !== undefined && { path }) });
  const runs = details.numRuns;
  if (!details.failed) return { law, ok: true, runs, checked };
  return {
    law,
    ok: false,
    runs,
    checked,
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
