import { integer } from '../check.ts';
import { TicketError, ValueError } from '../errors.ts';
import { checkLaws } from './check.ts';
import { bound } from './impl.ts';
import type { LawSet } from './law.ts';
import { type CheckOptions, resolveCheck } from './options.ts';
import { details } from './report.ts';

/**
 * The two functions of a test runner that `testLaws` needs. Those of vitest, jest, mocha and `node:test` are suitable.
 */
export interface TestRunner {
  /** Groups tests under a name. */
  readonly describe: (name: string, body: () => void) => unknown;
  /** Declares one test. `timeout` is in milliseconds, for runners that accept it. */
  readonly it: (name: string, body: () => Promise<void>, timeout?: number) => unknown;
}

/** Options of checking laws as tests. */
export interface TestOptions extends CheckOptions {
  /** Time limit per law in milliseconds, for runners that accept a timeout as the third argument. */
  readonly timeout?: number;
}

/**
 * Declares one test per law, with the name of the law. The test of a broken law fails with the counterexample and the seed. A
 * law without anything to check passes.
 *
 * @throws {ValueError} if an option is invalid, the implementation lacks a method, or `describe` or `it` is missing.
 *
 * @example
 * const names = [];
 * const it = (name, body) => names.push(name); // of a test runner, such as node:test
 * testLaws(subsetSumLaws, ours.subsetSum, { describe: (name, body) => body(), it });
 * names[0]; // → 'no subset has a smaller error'
 */
export function testLaws<Impl>(
  set: LawSet<Impl>,
  impl: Impl,
  runner: TestRunner,
  options: TestOptions = {},
): void {
  const { laws, seed } = resolveCheck(set, options, ['timeout']);
  const { timeout, ...check } = options;
  if (timeout !== undefined) integer('timeout', timeout, 0);
  bound(set, impl);
  const { describe, it } = runner ?? {};
  if (typeof describe !== 'function' || typeof it !== 'function')
    throw new ValueError('runner', 'must have describe and it', runner && Object.keys(runner));
  describe(set.name, () => {
    for (const law of laws) {
      const body = async () => {
        const [outcome] = (await checkLaws(set, impl, { ...check, seed, laws: [law.name] })).outcomes;
        if (!outcome.ok) throw new TicketError(['law broken', ...details(outcome, seed)].join('\n'));
      };
      if (timeout === undefined) it(law.name, body);
      else it(law.name, body, timeout);
    }
  });
}
