// Strict parsing of JSON: unlike JSON.parse, it rejects objects with duplicate keys.

import { ValueError } from '../errors.ts';

/** Parses a JSON text. @throws {ValueError} if it is invalid or contains an object with duplicate keys. */
export function parseJson(what: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ValueError(what, 'must be JSON', (error as Error).message);
  }
  checkDistinctKeys(what, text);
  return value;
}

/** Returns whether a value is an object of JSON, neither null nor an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns whether a text can be encoded as UTF-8, which requires that it has no unpaired surrogates. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && !/\p{Surrogate}/u.test(value);

// Checks that the keys of each object are distinct. In valid JSON, a string is a key if and only if a colon follows it.
function checkDistinctKeys(what: string, text: string): void {
  const open: (Set<string> | undefined)[] = []; // For each open bracket, its keys.
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{' || text[i] === '[') open.push(undefined);
    if (text[i] === '}' || text[i] === ']') open.pop();
    if (text[i] !== '"') continue;
    const end = endOfString(text, i);
    if (isKey(text, end)) {
      const key: string = JSON.parse(text.slice(i, end));
      open[open.length - 1] ??= new Set();
      const keys = open[open.length - 1] as Set<string>;
      if (keys.has(key)) throw new ValueError(what, 'must say each key once', key);
      keys.add(key);
    }
    i = end - 1;
  }
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

function isKey(text: string, end: number): boolean {
  let i = end;
  while (' \t\n\r'.includes(text[i] ?? '.')) i++;
  return text[i] === ':';
}
