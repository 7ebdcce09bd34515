import { TicketError, ValueError } from '../errors.ts';
import { placed } from './arguments.ts';
import type { LawSet } from './law.ts';

/** What `bound` needs to know of a set of laws. */
type Interface = Pick<LawSet<never>, 'name' | 'methods' | 'asynchronous'>;

/**
 * Returns the implementation with methods that laws may take out of the object. A method gets its arrays at an offset in a larger
 * buffer, and its result must not be a promise unless the set allows it.
 *
 * @throws {ValueError} if it is not an object, or lacks a method of the set.
 */
export function bound<Impl>({ name, methods = [], asynchronous = false }: Interface, impl: Impl): Impl {
  if ((typeof impl !== 'object' && typeof impl !== 'function') || impl === null)
    throw new ValueError('impl', 'must be an implementation', impl);
  const missing = methods.filter((method) => typeof Reflect.get(impl, method) !== 'function');
  if (missing.length > 0)
    throw new ValueError(
      'impl',
      `must have the methods of ${name}: ${methods.join(', ')}`,
      `without ${missing.join(', ')}`,
    );
  const get = (_: object, key: string | symbol): unknown => {
    const value: unknown = Reflect.get(impl, key);
    if (typeof value !== 'function') return value;
    return (...given: unknown[]) => {
      const { values, finish } = placed(String(key), given);
      const result: unknown = value.apply(impl, values);
      if (!(result instanceof Promise)) {
        finish();
        return result;
      }
      const settled = result.finally(finish);
      settled.catch(() => undefined); // the law compares it with a value, breaks, and does not wait for it
      if (!asynchronous) throw new TicketError(`${String(key)}: must return its result, got a promise of it`);
      return settled;
    };
  };
  return new Proxy({}, { get }) as Impl;
}
