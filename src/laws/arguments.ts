// The arguments that a method under test receives: copies of arrays at an offset in a larger buffer. In every law this finds code
// that ignores `byteOffset`, writes outside its arguments, modifies them, or remembers an array instead of its contents.

import { TicketError } from '../errors.ts';
import { isSame } from './expect.ts';
import { formatValue } from './format-value.ts';

/** Returns the number of entries before and after an array: aligned for some arrays, not aligned for others. */
const marginOf = (length: number) => (length % 2 === 0 ? 8 : 3);

/** The arguments of one call, and the checks that follow it. */
export interface PlacedArguments {
  readonly values: unknown[];
  /** The buffers that contain the arrays, in the order in which the arrays occur. */
  readonly blocks: readonly Uint8Array[];
  /**
   * Copies the array that the method may modify back to the caller.
   *
   * @throws {TicketError} if the method modified another argument, or wrote outside its arrays.
   */
  readonly finish: () => void;
  /** Checks the arrays again after a later call. @throws {TicketError} if that call modified one of them. */
  readonly recheck: () => void;
}

/**
 * Copies arrays, and lists and plain objects of data, for a call of a method. All other arguments are passed unchanged.
 *
 * @param reused buffers of an earlier call that are overwritten where type and length agree, as a caller would that trains in place.
 */
export function placed(
  method: string,
  given: readonly unknown[],
  mayModifyFirst: boolean,
  reused: readonly Uint8Array[] = [],
): PlacedArguments {
  const blocks: Uint8Array[] = [];
  let unmodified: (() => void)[] = [];
  const copy = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const array = value as Uint8Array;
      const margin = marginOf(array.length);
      const size = array.length + 2 * margin;
      const earlier = reused[blocks.length];
      const fits = earlier?.length === size && earlier.constructor === array.constructor;
      const block = fits ? earlier : new (array.constructor as Uint8ArrayConstructor)(size);
      block.fill(7).set(array, margin);
      blocks.push(block);
      return block.subarray(margin, margin + array.length);
    }
    if (Array.isArray(value)) return value.map(copy);
    if (!isData(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
  };
  const values = given.map(copy);
  const finish = () => {
    if (!blocks.every(hasMargins)) throw new TicketError(`${method}: must not write outside its arguments`);
    values.forEach((value, i) => {
      if (isSame(value, given[i])) return;
      if (i > 0 || !mayModifyFirst)
        throw new TicketError(
          `${method}: must not modify its arguments, changed ${formatValue(given[i])} to ${formatValue(value)}`,
        );
      (given[i] as Uint8Array).set(value as Uint8Array);
    });
    unmodified = blocks
      .slice(mayModifyFirst ? 1 : 0)
      .map((block) => unchanged(block, `${method}: must not modify its arguments later`));
  };
  return { values, blocks, finish, recheck: () => run(unmodified) };
}

/**
 * Records the arrays of a result.
 *
 * @param blocks the buffers of the arguments. An array in one of them is the caller's, and is not recorded.
 * @returns a function that checks the result after a later call. @throws {TicketError} if that call modified one of the arrays.
 */
export function recorded(method: string, result: unknown, blocks: readonly Uint8Array[]): () => void {
  const checks = arraysIn(result)
    .filter((array) => !isIn(array, blocks))
    .map((array) => unchanged(array, `${method}: must not modify an earlier result`));
  return () => run(checks);
}

/** Returns whether nothing was written before or after the array in a block. */
function hasMargins(block: Uint8Array): boolean {
  const margin = marginOf(block.length); // margins do not change whether the length is even
  return [...block.subarray(0, margin), ...block.subarray(-margin)].every((value) => value === 7);
}

/** Returns whether a result contains an array of the arguments. */
export const isAlias = (result: unknown, { blocks }: PlacedArguments): boolean =>
  arraysIn(result).some((array) => isIn(array, blocks));

const isIn = (array: Uint8Array, blocks: readonly Uint8Array[]) =>
  blocks.some(({ buffer }) => buffer === array.buffer);

/** Returns a function that throws a TicketError if the array is no longer what it is now. */
function unchanged(array: Uint8Array, message: string): () => void {
  const expected = array.slice();
  return () => {
    if (!isSame(array, expected))
      throw new TicketError(`${message}, changed ${formatValue(expected)} to ${formatValue(array)}`);
  };
}

const run = (checks: readonly (() => void)[]) => {
  for (const check of checks) check();
};

/** Returns the typed arrays in lists, maps and plain objects of data. */
function arraysIn(value: unknown): Uint8Array[] {
  if (ArrayBuffer.isView(value)) return [value as Uint8Array];
  if (Array.isArray(value)) return typeof value[0] === 'number' ? [] : value.flatMap(arraysIn);
  if (value instanceof Map) return [...value.values()].flatMap(arraysIn);
  return isData(value) ? Object.values(value).flatMap(arraysIn) : [];
}

/** Returns whether a value is an object literal without methods. */
function isData(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => typeof item !== 'function');
}
