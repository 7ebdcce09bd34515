// Masks as JSON. Names are in a list, which keeps their order. Bits are packed, the first one in the lowest bit of a byte.

import { wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** A mask as JSON: name, number of weights and, in base64, the bits of each layer. */
export type MaskJson = readonly (readonly [name: string, size: number, bits: string])[];

/** Returns the layers of a mask as JSON. */
export const layersToJson = (layers: ReadonlyMap<string, Uint8Array>): MaskJson =>
  [...layers].map(([name, bits]) => [name, bits.length, toBase64(packed(bits))]);

/** Returns the layers in such JSON. @throws {ValueError} for anything that `layersToJson` cannot have made. */
export const layersFromJson = (json: unknown): Map<string, Uint8Array> => mapFrom('mask', json, 3, bitsFrom);

/**
 * Returns a Map of a list of entries, each of which begins with a name of its own.
 *
 * @throws {ValueError} if it is not such a list.
 */
export function mapFrom<Value>(
  what: string,
  list: unknown,
  length: number,
  read: (what: string, rest: readonly unknown[], name: string) => Value,
): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const entry of Array.isArray(list) ? list : [list]) {
    const [name, ...rest] = Array.isArray(entry) && entry.length === length ? entry : [];
    if (typeof name !== 'string' || found.has(name))
      throw new ValueError(
        what,
        `must be a list of entries of ${length}, each with a name of its own`,
        entry,
      );
    found.set(name, read(`${what} "${name}"`, rest, name));
  }
  return found;
}

function packed(bits: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    bytes[i >> 3] |= bit << (i & 7);
  });
  return bytes;
}

function bitsFrom(what: string, [size, text]: readonly unknown[]): Uint8Array {
  const bytes = fromBase64(what, text);
  wholeNumber(`size of ${what}`, size as number, 0, 8 * bytes.length);
  const bits = Uint8Array.from({ length: size as number }, (_, i) => (bytes[i >> 3] >> (i & 7)) & 1);
  if (toBase64(packed(bits)) === text) return bits;
  throw new ValueError(what, `must be ${size} bits in base64`, text);
}
