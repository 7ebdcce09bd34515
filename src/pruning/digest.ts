import { TicketError } from '../errors.ts';
import type { Mask, Weights } from './mask.ts';

/**
 * Returns the SHA-256 digest of a ticket's names, mask and weights as 64 hexadecimal digits, which is equal for equal tickets on
 * every machine. @throws {TicketError} if the engine has no Web Crypto (such as on a web page without HTTPS).
 */
export async function digestOf(mask: Mask, weights: Weights, others: Weights): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) throw new TicketError('digest: needs Web Crypto, got none');
  const parts = [
    ...[...mask.layers].flatMap(([name, bits]) => [label('mask', name, bits.length), new Uint8Array(bits)]),
    ...[...weights].flatMap(([name, values]) => [
      label('weights', name, values.length),
      littleEndian(values),
    ]),
    ...[...others].flatMap(([name, values]) => [label('others', name, values.length), littleEndian(values)]),
  ];
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  const hash = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const label = (kind: string, name: string, length: number) => `${JSON.stringify([kind, name, length])}\n`;

/** Returns the bytes of binary32 numbers in little-endian order. */
export function littleEndian(values: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i], true);
  return new Uint8Array(view.buffer);
}
