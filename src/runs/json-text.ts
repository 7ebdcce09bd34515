// JSON for files that people read: indented by two spaces, with a list of numbers or other short values on one line.

import { shorten, ValueError } from '../errors.ts';

/** Maximum nesting depth of objects and lists. */
const MAX_DEPTH = 100;

/**
 * Returns a value as indented JSON. Fields that are undefined are dropped, and −0 keeps its sign.
 *
 * @param what the name of the value, for messages.
 * @throws {ValueError} with the path of the value for anything that JSON cannot hold, such as NaN or a Map, and for a value
 *   inside more than 100 others.
 */
export function jsonText(value: unknown, what: string): string {
  return print(value, what, 0);
}

function print(value: unknown, path: string, depth: number): string {
  if (depth > MAX_DEPTH)
    throw new ValueError(shorten(path), `must be inside at most ${MAX_DEPTH} others`, value);
  if (Array.isArray(value)) return printList(value, path, depth);
  if (isPlain(value)) return printObject(value, path, depth);
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  throw new ValueError(shorten(path), 'must be a finite number or another value of JSON', value);
}

function printList(list: readonly unknown[], path: string, depth: number): string {
  const items = Array.from(list, (item, i) => print(item, `${path}[${i}]`, depth + 1));
  if (!list.some((item) => typeof item === 'object' && item !== null)) return `[${items.join(', ')}]`;
  return block('[', items, ']', depth);
}

function printObject(value: object, path: string, depth: number): string {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const printed = fields.map(
    ([key, field]) => `${JSON.stringify(key)}: ${print(field, `${path}.${key}`, depth + 1)}`,
  );
  return fields.length === 0 ? '{}' : block('{', printed, '}', depth);
}

function block(open: string, items: readonly string[], close: string, depth: number): string {
  const indent = '  '.repeat(depth);
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
