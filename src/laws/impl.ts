import { TicketError, ValueError } from '../errors.ts';
import { isAlias, type PlacedArguments, placed, recorded } from './arguments.ts';
import type { LawSet } from './law.ts';

/** The properties of a set of laws that `bound` uses. */
type Interface = Pick<LawSet<never>, 'name' | 'methods' | 'modifying' | 'live' | 'asynchronous'>;

/**
 * Returns the implementation with checked methods, which laws may destructure. A method receives its arrays at an offset in a
 * larger buffer. It breaks the law if it modifies an argument that it must not modify, at once or in a later call, if it
 * modifies an earlier result, or if it returns a promise where the set does not allow it. The methods of returned objects are
 * checked in the same way.
 *
 * @throws {ValueError} if `impl` is not an object, or lacks a method of the set.
 */
export function bound<Impl>(rules: Interface, impl: Impl): Impl {
  const { name, methods = [] } = rules;
  if ((typeof impl !== 'object' && typeof impl !== 'function') || impl === null)
    throw new ValueError('impl', 'must be an implementation', impl);
  const missing = methods.filter((method) => typeof Reflect.get(impl, method) !== 'function');
  if (missing.length > 0)
    throw new ValueError(
      'impl',
      `must have the methods of ${name}: ${methods.join(', ')}`,
      `without ${missing.join(', ')}`,
    );
  return watched(impl, rules);
}

/** Number of earlier calls whose arguments and results are checked again after each call. */
const EARLIER_CALLS = 3;

/** One call of a method of the implementation. */
interface Call {
  readonly key: string;
  readonly given: PlacedArguments;
  readonly recheckResult: () => void;
  /** Whether the next call of the method may overwrite the arguments of this one. */
  readonly isReusable: boolean;
}

/**
 * Wraps an object so that its methods are checked. `made` is the call that returned the object, which may have kept its
 * arguments.
 */
function watched<T extends object>(target: T, rules: Interface, made?: PlacedArguments): T {
  const { modifying = [], live = [], asynchronous = false } = rules;
  let earlier: Call[] = [];
  const get = (_: object, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, name);
    if (typeof value !== 'function') return value;
    const key = String(name);
    return (...args: unknown[]) => {
      const reused = earlier.findLast((call) => call.key === key && call.isReusable);
      if (reused) earlier = earlier.filter((call) => call !== reused);
      const given = placed(key, args, modifying.includes(key), reused?.given.blocks);
      const finish = (result: unknown) => {
        given.finish();
        made?.recheck();
        reused?.recheckResult();
        for (const call of earlier) {
          call.given.recheck();
          call.recheckResult();
        }
        const isReusable = !reused && !hasMethods(result) && (asynchronous || !isAlias(result, given));
        const recheckResult = live.includes(key) ? () => {} : recorded(key, result, given.blocks);
        earlier = [...earlier, { key, given, recheckResult, isReusable }].slice(-EARLIER_CALLS);
      };
      const result: unknown = value.apply(target, given.values);
      if (!(result instanceof Promise)) {
        finish(result);
        return !asynchronous && hasMethods(result) ? watched(result, rules, given) : result;
      }
      const settled = result.then((settledResult) => {
        finish(settledResult);
        return settledResult;
      });
      settled.catch(() => undefined); // The law compares the promise with a value and fails, so that nothing waits for the promise.
      if (!asynchronous) throw new TicketError(`${key}: must return its result, got a promise of it`);
      return settled;
    };
  };
  return new Proxy({}, { get }) as T;
}

/** Returns whether a value is an object of the implementation, such as an optimizer, and not data. */
function hasMethods(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return false;
  return (
    Object.getPrototypeOf(value) !== Object.prototype ||
    Object.values(value).some((item) => typeof item === 'function')
  );
}
