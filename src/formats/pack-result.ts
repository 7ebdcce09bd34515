// A result of an experiment as JSON that refers to its arrays by number. JSON has all of the value's structure:
//
//   value                                     JSON
//   finite numbers, strings, true, false, null, lists, plain objects    themselves
//   −0, NaN, Infinity, −Infinity              {"$number": "-0"}
//   undefined                                 {"$undefined": true}; a field of an object is dropped
//   Map with strings or numbers as keys       {"$map": [[key, value], …]}
//   Float32Array, Float64Array, Uint8Array    {"$array": 3}
//   Mask                                      {"$mask": layers}
//   WinningTicket                             {"$ticket": parts}
//   an object with a key that starts with $   {"$object": [[key, value], …]}

import { shorten, ValueError } from '../errors.ts';
import { Mask } from '../pruning/mask.ts';
import { checkStrategy } from '../pruning/rewind-strategy.ts';
import { WinningTicket } from '../pruning/ticket.ts';

/** An array that a result may contain. */
export type ResultArray = Float32Array | Float64Array | Uint8Array;

/** A result as JSON, and the arrays that it refers to. */
export interface PackedResult {
  readonly json: string;
  /** The arrays themselves, not copies, each once, in the order in which they first occur. */
  readonly arrays: readonly ResultArray[];
}

/** Maximum nesting depth of objects, lists and maps. */
export const MAX_DEPTH = 100;

const RULE =
  'must be plain data, a Map, a Float32Array, Float64Array or Uint8Array, a Mask or a WinningTicket';

/**
 * Packs a result. An array that occurs twice is packed once.
 *
 * @throws {ValueError} with the path of the value, such as `found.ticket.weights`, for a value of another kind, one that
 *   contains itself, or one inside more than 100 others.
 */
export function packResult(result: unknown): PackedResult {
  const arrays = new Map<ResultArray, number>();
  const open = new Set<object>();
  const json = JSON.stringify(pack(result, ''));
  return { json, arrays: [...arrays.keys()] };

  function pack(value: unknown, path: string): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return packNumber(value);
    if (value === undefined) return { $undefined: true };
    if (typeof value !== 'object') throw failure(path, RULE, value);
    if (open.has(value)) throw failure(path, 'must not contain itself', value);
    if (open.size === MAX_DEPTH) throw failure(path, `must be inside at most ${MAX_DEPTH} others`, value);
    open.add(value);
    const packed = packObject(value, path);
    open.delete(value);
    return packed;
  }

  // Packs an object by its prototype, because an instance of a subclass would be unpacked as one of the class.
  function packObject(value: object, path: string): unknown {
    switch (Object.getPrototypeOf(value)) {
      case Float32Array.prototype:
      case Float64Array.prototype:
      case Uint8Array.prototype:
        return { $array: numberOf(value as ResultArray) };
      case Array.prototype:
        return packList(value as unknown[], path);
      case Map.prototype:
        return { $map: [...(value as Map<unknown, unknown>)].map((entry) => packEntry(entry, path)) };
      case Mask.prototype:
        return { $mask: pack((value as Mask).layers, join(path, 'layers')) };
      case WinningTicket.prototype:
        return { $ticket: packTicket(value as WinningTicket, path) };
      case Object.prototype:
      case null:
        return packFields(value, path);
      default:
        throw failure(path, RULE, value);
    }
  }

  function numberOf(array: ResultArray): number {
    const number = arrays.get(array) ?? arrays.size;
    arrays.set(array, number);
    return number;
  }

  function packList(list: unknown[], path: string): unknown[] {
    const keys = Object.keys(list);
    if (keys.length !== list.length || keys.some((key, i) => key !== String(i)))
      throw failure(path, 'must be a list without holes and named fields', list);
    return list.map((item, i) => pack(item, `${path}[${i}]`));
  }

  function packEntry([key, value]: [unknown, unknown], path: string): [unknown, unknown] {
    if (typeof key !== 'string' && typeof key !== 'number')
      throw failure(path, 'must be a Map with strings or numbers as keys', key);
    return [pack(key, path), pack(value, `${path}[${JSON.stringify(key)}]`)];
  }

  function packTicket(
    { mask, weights, others, rewind, sparsityHistory }: WinningTicket,
    path: string,
  ): unknown {
    checkStrategy(rewind);
    return pack({ mask, weights, others, rewind, sparsityHistory }, path);
  }

  function packFields(value: object, path: string): unknown {
    const [symbol] = Object.getOwnPropertySymbols(value);
    if (symbol) throw failure(path, 'must not have a symbol as a key', symbol);
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, pack(field, join(path, key))]);
    return fields.some(([key]) => isTag(key)) ? { $object: fields } : Object.fromEntries(fields);
  }
}

/** Returns whether a key of JSON is the tag of a kind of value. */
export const isTag = (key: unknown): boolean => typeof key === 'string' && key.startsWith('$');

const packNumber = (value: number): unknown =>
  Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { $number: Object.is(value, -0) ? '-0' : String(value) };

function join(path: string, key: string): string {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

const failure = (path: string, rule: string, got: unknown): ValueError =>
  new ValueError(path === '' ? 'result' : shorten(path), rule, got);
