import { TicketError } from '../errors.ts';
import { checkImplementation, checkLaws } from './check.ts';
import type { LawSet } from './law.ts';
import { type CheckOptions, resolveCheck } from './options.ts';
import { details } from './report.ts';

/** The two functions of a test runner: those of vitest, jest and `node:test` will do. */
export interface TestRunner {
  /** Groups tests. */
  readonly describe: (name: string, body: () => void) => unknown;
  /** Declares one; `timeout` in milliseconds, for runners that take it. */
  readonly it: (name: string, body: () => Promise<void>, timeout?: number) => unknown;
}

/** How laws are checked as tests. */
export interface TestOptions extends CheckOptions {
  /** Milliseconds a law may take, for runners that take a timeout as third argument. */
  readonly timeout?: number;
}

/**
 * Declares one test for each law, named after it; a broken law fails its test with the counterexample and the seed.
 * Throws a ValueError for bad options, or for no implementation.
 */
export function testLaws<Impl>(
  set: LawSet<Impl>,
  impl: Impl,
  { describe, it }: TestRunner,
  { timeout, ...options }: TestOptions = {},
): void {
  const { laws, seed } = resolveCheck(set, options);
  checkImplementation(impl);
  describe(set.name, () => {
    for (const law of laws) {
      const body = async () => {
        const report = await checkLaws(set, impl, { ...options, seed, laws: [law.name] });
        if (!report.ok)
          throw new TicketError(['law broken', ...details(report.outcomes[0], seed)].join('\n'));
      };
      if (timeout === undefined) it(law.name, body);
      else it(law.name, body, timeout);
    }
  });
}
