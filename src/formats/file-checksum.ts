// The common form of ticket, progress and result files: safetensors files with the name of their format and a checksum.

import { FormatError, TicketError, ValueError } from '../errors.ts';
import { encodeSafetensors, type SafeTensor } from './safetensors.ts';
import { decodeSafetensors } from './safetensors-decode.ts';

/** Strings by name that a caller stores in a file in addition to its content. */
export type FileRecord = Readonly<Record<string, string>>;

/** The parts of a file with a checksum. */
export interface Content {
  /** The arrays of the file. */
  readonly tensors: ReadonlyMap<string, SafeTensor>;
  /** Metadata of the format. */
  readonly fields: FileRecord;
  /** Metadata of the caller, stored with the prefix `record.`. */
  readonly record: FileRecord;
}

const VERSION = '1';
const RECORD = 'record.';

/**
 * Encodes a safetensors file whose metadata also contain `format`, `version` and `checksum`, the SHA-256 digest of everything
 * else.
 *
 * @throws {ValueError} like `encodeSafetensors`.
 * @throws {TicketError} if the engine has no Web Crypto.
 */
export async function encodeWithChecksum(
  format: string,
  { tensors, fields, record }: Content,
): Promise<Uint8Array> {
  const prefixed = Object.entries(record).map(([key, value]) => [RECORD + key, value]);
  const metadata = { format, version: VERSION, ...fields, ...Object.fromEntries(prefixed) };
  return encodeSafetensors(tensors, { ...metadata, checksum: await checksumOf(tensors, metadata) });
}

/**
 * Decodes a file that `encodeWithChecksum` made. @throws {FormatError} if it is incomplete, changed or has another format; the
 * message starts with the name of the file.
 */
export async function decodeWithChecksum(format: string, bytes: Uint8Array, name: string): Promise<Content> {
  const file = decodeSafetensors(bytes, name);
  const { checksum, ...metadata } = file.metadata;
  if (metadata.format !== format)
    throw new FormatError(name, `must have the format ${format}`, metadata.format);
  if (metadata.version !== VERSION)
    throw new FormatError(name, `must have the version ${VERSION}`, metadata.version);
  const actual = await checksumOf(file.tensors, metadata);
  if (checksum !== actual)
    throw new FormatError(name, `must have the checksum of its content, ${actual}`, checksum);
  const isOfRecord = ([key]: [string, string]) => key.startsWith(RECORD);
  const entries = Object.entries(metadata);
  const record = entries.filter(isOfRecord).map(([key, value]) => [key.slice(RECORD.length), value]);
  const fields = entries.filter((entry) => !isOfRecord(entry));
  return {
    tensors: file.tensors,
    fields: Object.fromEntries(fields),
    record: Object.fromEntries(record),
  };
}

// Returns the SHA-256 digest of the safetensors file with the same content sorted by name, so that it does not depend on the
// order in which another tool wrote the file.
async function checksumOf(tensors: ReadonlyMap<string, SafeTensor>, metadata: FileRecord): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) throw new TicketError('checksum: needs Web Crypto, got none');
  const sorted = encodeSafetensors(
    new Map([...tensors].sort(byName)),
    Object.fromEntries(Object.entries(metadata).sort(byName)),
  );
  const hash = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', sorted));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : a > b ? 1 : 0;

/** Returns a metadata field. @throws {ValueError} if it is missing. */
export function field(fields: FileRecord, key: string): string {
  if (!Object.hasOwn(fields, key)) throw new ValueError(key, 'must be in the metadata', undefined);
  return fields[key];
}
