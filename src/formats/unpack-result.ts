// Results of experiments from the JSON that `packResult` makes.

import { isMap } from '../check.ts';
import { ValueError } from '../errors.ts';
import { Mask } from '../pruning/mask.ts';
import { type TicketParts, WinningTicket } from '../pruning/ticket.ts';
import { isObject, parseJson } from './json.ts';
import { isTag, MAX_DEPTH, type PackedResult } from './pack-result.ts';

/**
 * Unpacks a result. Arrays, masks and tickets that were the same object are one object again; masks and tickets have their own
 * arrays. The function may accept JSON that `packResult` would write differently, such as JSON with an array that does not
 * occur.
 *
 * @throws {ValueError} for JSON that `packResult` could not have made.
 */
export function unpackResult({ json, arrays }: PackedResult): unknown {
  const made = new Map<string, unknown>();
  return unpack(parseJson('result', json), 0);

  function unpack(node: unknown, depth: number): unknown {
    if (typeof node !== 'object' || node === null) return node;
    if (depth > MAX_DEPTH)
      throw new ValueError('result', `must be nested at most ${MAX_DEPTH} deep`, 'deeper JSON');
    if (Array.isArray(node)) return node.map((item) => unpack(item, depth + 1));
    const [entry, ...others] = Object.entries(node);
    if (entry === undefined || ![entry, ...others].some(([key]) => isTag(key)))
      return Object.fromEntries(Object.entries(node).map(([key, field]) => [key, unpack(field, depth + 1)]));
    if (others.length > 0)
      throw new ValueError('result', 'must have no field beside the name of a kind', Object.keys(node));
    return unpackTagged(...entry, depth);
  }

  function unpackTagged(tag: string, content: unknown, depth: number): unknown {
    switch (tag) {
      case '$number':
        if (typeof content === 'string') return Number(content);
        break;
      case '$undefined':
        if (content === true) return undefined;
        break;
      case '$array':
        return arrayAt(content);
      case '$map':
        return new Map(entries(content, depth));
      case '$object':
        return Object.fromEntries(entries(content, depth));
      case '$mask':
        return once(tag, content, depth, maskOf);
      case '$ticket':
        return once(tag, content, depth, ticketOf);
    }
    throw new ValueError('result', 'must consist of known kinds of values', tag);
  }

  function arrayAt(number: unknown): unknown {
    const array = typeof number === 'number' ? arrays[number] : undefined;
    if (array === undefined) throw new ValueError('$array', 'must be the number of an array', number);
    return array;
  }

  function entries(content: unknown, depth: number): [string | number, unknown][] {
    if (!Array.isArray(content)) throw new ValueError('entries', 'must be a list', content);
    return content.map((entry: unknown) => {
      if (!Array.isArray(entry) || entry.length !== 2)
        throw new ValueError('entry', 'must be a key and a value', entry);
      const key = unpack(entry[0], depth + 1);
      if (typeof key !== 'string' && typeof key !== 'number')
        throw new ValueError('key', 'must be a string or a number', key);
      return [key, unpack(entry[1], depth + 1)];
    });
  }

  /** Returns the same mask or ticket for the same content, which refers to arrays that no other one has. */
  function once(tag: string, content: unknown, depth: number, make: (parts: unknown) => unknown): unknown {
    const parts = unpack(content, depth + 1); // Throws if the content is nested too deeply to be a key.
    const key = tag + JSON.stringify(content);
    if (!made.has(key)) made.set(key, make(parts));
    return made.get(key);
  }
}

function maskOf(layers: unknown): Mask {
  if (isMap(layers) && [...layers.values()].every((bits) => bits instanceof Uint8Array))
    return new Mask(layers as ReadonlyMap<string, Uint8Array>);
  throw new ValueError('layers', 'must be a Map of strings to Uint8Arrays', layers);
}

function ticketOf(parts: unknown): WinningTicket {
  if (isObject(parts) && parts.mask instanceof Mask)
    return new WinningTicket(parts as unknown as TicketParts);
  throw new ValueError('ticket', 'must be its parts, with a mask', parts);
}
