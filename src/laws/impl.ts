import { TicketError, ValueError } from '../errors.ts';
import { isAlias, type PlacedArguments, placed, recorded } from './arguments.ts';
import type { LawSet } from './law.ts';

/** What `bound` needs to know of a set of laws. */
type Interface = Pick<LawSet<never>, 'name' | 'methods' | 'modifying' | 'live' | 'asynchronous'>;

/**
 * Returns the implementation with methods that laws may take out of the object. A method gets its arrays at an offset in a larger
 * buffer, and breaks the law if it modifies an argument that it must not modify, at once or in a later call, or returns a promise
 * where the set does not allow it. The same holds for the methods of objects that it returns.
 *
 * @throws {ValueError} if it is not an object, or lacks a method of the set.
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

/** Number of earlier calls whose arguments and results are checked again. */
const EARLIER_CALLS = 3;

/** One call of a method. */
interface Call {
  readonly key: string;
  readonly given: PlacedArguments;
  readonly recheckResult: () => void;
  /** Whether the next call may overwrite the arguments. */
  readonly isReusable: boolean;
}

/** Wraps an object. `made` is the call that made it, if it was made by one: it may have kept the arrays that it was given. */
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
      settled.catch(() => undefined); // the law compares it with a value, breaks, and does not wait for it
      if (!asynchronous) throw new TicketError(`${key}: must return its result, got a promise of it`);
      return settled;
    };
  };
  return new Proxy({}, { get }) as T;
}

/** Whether a value is an object of the implementation, such as an optimizer, and not data. */
function hasMethods(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return false;
  return (
    Object.getPrototypeOf(value) !== Object.prototype ||
    Object.values(value).some((item) => typeof item === 'function')
  );
}
