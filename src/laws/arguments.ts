// What methods under test are given: arrays at an offset in a larger buffer, so that code that ignores `byteOffset` or writes
// outside its arguments is found.

import { TicketError } from '../errors.ts';

/** The number of entries before and after each array. */
const MARGIN = 3;

/** Arguments of one call, and what has to be done after it. */
export interface PlacedArguments {
  readonly values: unknown[];
  /**
   * Writes what the method changed back to the original arguments.
   *
   * @throws {TicketError} if the method wrote outside its arrays.
   */
  readonly finish: () => void;
}

/** Copies arrays, and lists and plain objects of data, for a call of a method. All other arguments are passed as they are. */
export function placed(method: string, given: readonly unknown[]): PlacedArguments {
  const steps: (() => void)[] = [];
  /** The argument that each copy was made of. */
  const originals = new Map<unknown, unknown>();
  const original = (value: unknown): unknown => (originals.has(value) ? originals.get(value) : value);
  const copy = (value: unknown): unknown => {
    const made = copyOnce(value);
    if (made !== value) originals.set(made, value);
    return made;
  };
  const copyOnce = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return placeArray(value as Uint8Array);
    if (Array.isArray(value)) {
      const items = value.map(copy);
      steps.push(() => {
        if (items.length !== value.length || items.some((item, i) => !Object.is(original(item), value[i])))
          value.splice(0, value.length, ...items.map(original));
      });
      return items;
    }
    if (!isData(value)) return value;
    const fields = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
    steps.push(() => {
      for (const [key, item] of Object.entries(fields))
        if (!Object.is(original(item), value[key])) value[key] = original(item);
    });
    return fields;
  };
  const placeArray = (array: Uint8Array): Uint8Array => {
    const TypedArray = array.constructor as Uint8ArrayConstructor;
    const block = new TypedArray(array.length + 2 * MARGIN).fill(7);
    block.set(array, MARGIN);
    const view = block.subarray(MARGIN, MARGIN + array.length);
    steps.push(() => {
      const isWhole = [...block.subarray(0, MARGIN), ...block.subarray(MARGIN + array.length)].every(
        (x) => x === 7,
      );
      if (!isWhole) throw new TicketError(`${method}: must not write outside its arguments`);
      array.set(view);
    });
    return view;
  };
  return {
    values: given.map(copy),
    finish: () => {
      for (const step of steps) step();
    },
  };
}

/** Whether a value is an object literal without methods. */
function isData(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => typeof item !== 'function');
}
