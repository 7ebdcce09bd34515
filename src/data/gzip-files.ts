// Files that may be gzipped, for Node. Errors name each path as it was given.

import { readFileSync, type Stats, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { FormatError, ValueError } from '../errors.ts';

/**
 * Maximum number of bytes that are read from a file after unzipping: 256 MiB, five times the training images of MNIST.
 */
const MAX_BYTES = 2 ** 28;

/** Returns the size that the first bytes of a file state; null if there are too few bytes. */
export type SizeOf = (start: Uint8Array, path: string) => number | null;

/** Returns whether the path is an existing, accessible folder. */
export const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false;

/**
 * Returns the path of the first of `names` that exists in the folder, with or without `.gz`. @throws {ValueError} if there is
 * none.
 */
export function findFile(folder: string, names: readonly string[]): string {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  const found = names.flatMap((name) => [`${start}${name}`, `${start}${name}.gz`]).find(statsOf);
  if (found === undefined) {
    throw new ValueError(folder, `must hold ${names.join(' or ')}, plain or .gz`, 'no such file');
  }
  return found;
}

/**
 * Returns the bytes of a file, unzipped if its name ends in `.gz`. The file states its own size at its beginning, and no more
 * than that is unzipped, so that a small file that would unzip to gigabytes is rejected early.
 *
 * @param sizeOf reads the size from the first bytes.
 * @throws {ValueError} if the path is not a readable file.
 * @throws {FormatError} if the gzip data are damaged or followed by other bytes, or the file is larger than it states or than
 * 256 MiB.
 */
export function readMaybeGzip(path: string, sizeOf: SizeOf): Uint8Array {
  const bytes = readBytes(path);
  return path.endsWith('.gz') ? unzip(bytes, path, sizeOf) : bytes;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Returns the bytes of a file as they are stored.
 *
 * @throws {ValueError} if the path is not a readable file.
 * @throws {FormatError} if the file is larger than 256 MiB.
 */
export function readBytes(path: string): Uint8Array {
  const stats = statsOf(path);
  if (!stats?.isFile()) throw new ValueError(path, 'must be a file', isFolder(path) ? 'a folder' : 'none');
  checkSize(path, stats.size);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ValueError(path, 'must be readable', (error as NodeJS.ErrnoException).code);
  }
}

function unzip(bytes: Uint8Array, path: string, sizeOf: SizeOf): Uint8Array {
  const promised = promisedSize(bytes, path, sizeOf) ?? MAX_BYTES;
  checkSize(path, promised);
  let unzipped: Unzipped;
  try {
    unzipped = gunzipSync(bytes, { info: true, maxOutputLength: promised }) as unknown as Unzipped;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new FormatError(path, `must hold the ${promised} bytes that its header promises`, 'more');
    throw notGzip(path, error);
  }
  const rest = bytes.length - unzipped.engine.bytesWritten;
  if (rest > 0) throw new FormatError(path, 'must end where its gzip ends', `${rest} bytes more`);
  return unzipped.buffer;
}

/**
 * Returns the size that a gzip file states for its contents, unzipping as little as necessary. Gzip shrinks data by a factor of
 * at most about 1,000.
 */
function promisedSize(bytes: Uint8Array, path: string, sizeOf: SizeOf): number | null {
  for (let end = 1024; ; end *= 2) {
    const size = sizeOf(unzipStart(bytes.subarray(0, end), path), path);
    if (size !== null || end >= bytes.length) return size;
  }
}

function unzipStart(bytes: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw notGzip(path, error);
  }
}

function checkSize(path: string, size: number): void {
  if (size > MAX_BYTES) throw new FormatError(path, `must have at most ${MAX_BYTES} bytes`, size);
}

const notGzip = (path: string, error: unknown): FormatError =>
  new FormatError(path, 'must be whole gzip', error);

// The result of zlib with `info: true`, which its types do not describe. `bytesWritten` is the number of bytes consumed.
interface Unzipped {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}
