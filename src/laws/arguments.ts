// What methods under test are given: copies of arrays at an offset in a larger buffer. Code that ignores `byteOffset`, writes outside
// its arguments or modifies them is found in every law.

import { TicketError } from '../errors.ts';
import { isSame } from './expect.ts';
import { formatValue } from './format-value.ts';

/** The number of entries before and after each array. */
const MARGIN = 3;

/** Arguments of one call, and what has to be done after it. */
export interface PlacedArguments {
  readonly values: unknown[];
  /**
   * Writes back the array that the method may modify.
   *
   * @throws {TicketError} if the method modified another argument, or wrote outside its arrays.
   */
  readonly finish: () => void;
  /** To be called after a later call. @throws {TicketError} if that call modified an array of this one. */
  readonly recheck: () => void;
}

/** Copies arrays, and lists and plain objects of data, for a call of a method. All other arguments are passed as they are. */
export function placed(method: string, given: readonly unknown[], mayModifyFirst: boolean): PlacedArguments {
  const blocks: Uint8Array[] = [];
  let unmodified: { readonly block: Uint8Array; readonly expected: Uint8Array }[] = [];
  const copy = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const array = value as Uint8Array;
      const block = new (array.constructor as Uint8ArrayConstructor)(array.length + 2 * MARGIN).fill(7);
      block.set(array, MARGIN);
      blocks.push(block);
      return block.subarray(MARGIN, MARGIN + array.length);
    }
    if (Array.isArray(value)) return value.map(copy);
    if (!isData(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
  };
  const values = given.map(copy);
  const finish = () => {
    const isMargin = (block: Uint8Array) => (i: number) =>
      block[i < MARGIN ? i : block.length - 1 - i + MARGIN] === 7;
    if (!blocks.every((block) => [0, 1, 2, 3, 4, 5].every(isMargin(block))))
      throw new TicketError(`${method}: must not write outside its arguments`);
    values.forEach((value, i) => {
      if (isSame(value, given[i])) return;
      if (i > 0 || !mayModifyFirst)
        throw new TicketError(
          `${method}: must not modify its arguments, changed ${formatValue(given[i])} to ${formatValue(value)}`,
        );
      (given[i] as Uint8Array).set(value as Uint8Array);
    });
    unmodified = blocks.slice(mayModifyFirst ? 1 : 0).map((block) => ({ block, expected: block.slice() }));
  };
  const recheck = () => {
    for (const { block, expected } of unmodified)
      if (!isSame(block, expected))
        throw new TicketError(
          `${method}: must not modify its arguments later, changed ${formatValue(expected)} to ${formatValue(block)}`,
        );
  };
  return { values, finish, recheck };
}

/** Whether a value is an object literal without methods. */
function isData(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => typeof item !== 'function');
}
