import type { IAsyncProperty } from 'fast-check';
import { holds } from './check.ts';
import { everySet } from './every-set.ts';
import { fc } from './fast-check.ts';
import { bound } from './impl.ts';
import type { Law, LawSet } from './law.ts';

/**
 * Returns a law about an implementation as a property of fast-check, for callers of `fc.assert` with their own parameters. A
 * case without anything to check passes.
 *
 * @throws {ValueError} if the implementation is not an object, or lacks a method that the law's set needs.
 *
 * @example
 * const [law] = selectLaws.laws;
 * law.name; // → 'exactly k scores are selected, for every k from 0 to n'
 * propertyOf(law, ours.select).isAsync(); // → true
 */
export function propertyOf<Impl>(law: Law<Impl>, impl: Impl): IAsyncProperty<unknown> {
  const set = (everySet as readonly LawSet<unknown>[]).find(({ laws }) => laws.includes(law as Law<unknown>));
  const methods = bound(set ?? { name: law.name, asynchronous: true }, impl);
  return fc.asyncProperty(fc.tuple(...law.given), async (values) => void (await holds(law, methods, values)));
}
