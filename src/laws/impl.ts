import { TicketError, ValueError } from '../errors.ts';
import { type PlacedArguments, placed } from './arguments.ts';
import type { LawSet } from './law.ts';

/** What `bound` needs to know of a set of laws. */
type Interface = Pick<LawSet<never>, 'name' | 'methods' | 'modifying' | 'asynchronous'>;

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

/** Number of earlier calls whose arguments are checked again. */
const EARLIER_CALLS = 3;

/** `made` is the call that made the object: it may have kept the arrays that it was given. */
function watched<T extends object>(target: T, rules: Interface, made?: PlacedArguments): T {
  const { modifying = [], asynchronous = false } = rules;
  const earlier: PlacedArguments[] = [];
  const get = (_: object, key: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, key);
    if (typeof value !== 'function') return value;
    return (...given: unknown[]) => {
      const call = placed(String(key), given, modifying.includes(String(key)));
      const finish = () => {
        call.finish();
        for (const { recheck } of made ? [made, ...earlier] : earlier) recheck();
        earlier.push(call);
        if (earlier.length > EARLIER_CALLS) earlier.shift();
      };
      const result: unknown = value.apply(target, call.values);
      if (!(result instanceof Promise)) {
        finish();
        return !asynchronous && hasMethods(result) ? watched(result, rules, call) : result;
      }
      const settled = result.finally(finish);
      settled.catch(() => undefined); // the law compares it with a value, breaks, and does not wait for it
      if (!asynchronous) throw new TicketError(`${String(key)}: must return its result, got a promise of it`);
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
