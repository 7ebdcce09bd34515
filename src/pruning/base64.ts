import { ValueError } from '../errors.ts';

/** Returns bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Returns the bytes of base64. @throws {ValueError} that begins with `what` for anything that `toBase64` cannot have made. */
export function fromBase64(what: string, text: unknown): Uint8Array {
  if (typeof text === 'string') {
    try {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      if (toBase64(bytes) === text) return bytes;
    } catch {
      // It is not base64.
    }
  }
  throw new ValueError(what, 'must be base64', text);
}
