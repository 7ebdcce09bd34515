import { ValueError } from '../errors.ts';
import type { LawSet } from './law.ts';

/**
 * The implementation with methods that may be taken out of it, as laws do, and still know their `this`. Throws a ValueError
 * for what is no implementation, or lacks a method that the set names.
 */
export function bound<Impl>({ name, methods = [] }: LawSet<Impl>, impl: Impl): Impl {
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
    return typeof value === 'function' ? (...args: unknown[]) => heard(value.apply(impl, args)) : value;
  };
  return new Proxy({}, { get }) as Impl;
}

/** A promise whose rejection is somebody's: a law that compares it with a number breaks, and the program goes on. */
function heard(result: unknown): unknown {
  if (result instanceof Promise) result.catch(() => undefined);
  return result;
}
