// Masks as JSON. Names are in a list, which preserves their order. Bits are packed, the first one in the lowest bit of a byte.

import { ValueError } from '../errors.ts';

/** A mask as JSON: name, number of weights and, in base64, the bits of each layer. */
export type MaskJson = readonly (readonly [name: string, size: number, bits: string])[];

/** Returns the layers of a mask as JSON. */
export const layersToJson = (layers: ReadonlyMap<string, Uint8Array>): MaskJson =>
  [...layers].map(([name, bits]) => {
    const bytes = new Uint8Array(Math.ceil(bits.length / 8));
    bits.forEach((bit, i) => {
      bytes[i >> 3] |= bit << (i & 7);
    });
    return [name, bits.length, toBase64(bytes)];
  });

/** Returns the layers in the JSON of a mask. Invalid JSON is rejected by `decoded`. */
export const layersFromJson = (json: MaskJson): Map<string, Uint8Array> =>
  new Map(
    json.map(([name, size, text]) => {
      const bytes = fromBase64(text);
      const length = Math.min(size, 8 * bytes.length);
      return [String(name), Uint8Array.from({ length }, (_, i) => (bytes[i >> 3] >> (i & 7)) & 1)];
    }),
  );

/** Returns bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Returns the bytes in base64. */
export const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * Returns the result of `decode`, if encoding it gives the same JSON again. The order of the fields of objects does not matter.
 *
 * @throws {ValueError} if not.
 */
export function decoded<Json, Value>(what: string, json: Json, decode: (json: Json) => Value): Value {
  try {
    const value = decode(json);
    if (canonical(value) === canonical(json)) return value;
  } catch (error) {
    if (error instanceof ValueError) throw error;
  }
  throw new ValueError(what, `must be the JSON of a ${what}, parsed`, json);
}

const canonical = (json: unknown): string =>
  JSON.stringify(json, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort() : value,
  );
