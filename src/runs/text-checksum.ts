// Text files whose last lines contain their checksum: the SHA-256 digest of all the text above, as UTF-8.

import { createHash } from 'node:crypto';
import { FormatError, ValueError } from '../errors.ts';
import { isObject, parseJson } from '../formats/json.ts';
import { asFormat } from '../formats/safetensors-decode.ts';
import { jsonText } from './json-text.ts';

/** The last lines of a JSON file, with the key of the checksum. */
const JSON_END = ['  "checksum": "', '"\n}\n'] as const;
/** The last line of an HTML or SVG file. */
const MARKUP_END = ['<!-- sha256: ', ' -->\n'] as const;

/**
 * Returns an object as indented JSON whose last key, `checksum`, is the checksum of the lines above it.
 *
 * @throws {ValueError} if the object already has a checksum or cannot be represented in JSON.
 */
export function jsonWithChecksum(value: object): string {
  if (!isObject(value)) throw new ValueError('value', 'must be an object', value);
  if (Object.hasOwn(value, 'checksum'))
    throw new ValueError('checksum', 'must not be a key of the object', value.checksum);
  const text = jsonText(value, 'value');
  return seal(text === '{}' ? '{\n' : `${text.slice(0, -2)},\n`, JSON_END);
}

/**
 * Returns the object in a text that `jsonWithChecksum` made, without its checksum.
 *
 * @param name the name of the file, with which error messages start.
 * @throws {FormatError} for any other text.
 */
export function parseJsonWithChecksum(text: string, name: string): object {
  checkSeal(text, name, JSON_END);
  return asFormat(name, 'must be a JSON file', () => {
    const value = parseJson('file', text);
    if (!isObject(value)) throw new ValueError('file', 'must be an object', value);
    const { checksum: _, ...rest } = value;
    jsonText(rest, 'file'); // Throws for nesting that would overflow the stack of its readers.
    return rest;
  });
}

/** Returns an HTML or SVG file with a comment at its end that contains the checksum of the text above it. */
export function markupWithChecksum(text: string): string {
  return seal(text.endsWith('\n') ? text : `${text}\n`, MARKUP_END);
}

/**
 * Checks that `markupWithChecksum` made a text.
 *
 * @param name the name of the file, with which error messages start.
 * @throws {FormatError} if the checksum is missing or wrong.
 */
export function checkMarkupChecksum(text: string, name: string): void {
  checkSeal(text, name, MARKUP_END);
}

type End = readonly [before: string, after: string];

const seal = (text: string, [before, after]: End): string => `${text}${before}${checksumOf(text)}${after}`;

function checkSeal(text: string, name: string, [before, after]: End): void {
  const end = text.length - after.length;
  const start = end - 64 - before.length;
  const stated = text.slice(end - 64, end);
  if (text.slice(Math.max(start, 0), end - 64) !== before || text.slice(end) !== after)
    throw new FormatError(name, 'must end with its checksum', text.slice(-100));
  const actual = checksumOf(text.slice(0, start));
  if (stated !== actual)
    throw new FormatError(name, `must have the checksum of its content, ${actual}`, stated);
}

const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex');
