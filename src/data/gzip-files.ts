// Files that may be gzipped, for Node. Errors name each path as it was given.

import { readFileSync, type Stats, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { FormatError, ValueError } from '../errors.ts';

const MOST_BYTES = 1 << 30;

/** Whether the path is a folder that exists and can be reached. */
export const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false;

/** The path of the first of `names` in the folder, itself or with `.gz`. Throws a ValueError where there is none. */
export function findFile(folder: string, names: readonly string[]): string {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  const found = names.flatMap((name) => [`${start}${name}`, `${start}${name}.gz`]).find(statsOf);
  if (found === undefined) {
    throw new ValueError(folder, `must hold ${names.join(' or ')}, plain or .gz`, 'no such file');
  }
  return found;
}

/**
 * The bytes of a file, unzipped where its name ends in `.gz`. Throws a ValueError for what is no readable file, a
 * FormatError for damaged gzip, bytes after its end, or more than 1 GiB unzipped.
 */
export function readMaybeGzip(path: string): Uint8Array {
  const bytes = readBytes(path);
  return path.endsWith('.gz') ? unzip(bytes, path) : bytes;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function readBytes(path: string): Uint8Array {
  if (!statsOf(path)?.isFile()) {
    throw new ValueError(path, 'must be a file', isFolder(path) ? 'a folder' : 'none');
  }
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ValueError(path, 'must be readable', (error as NodeJS.ErrnoException).code);
  }
}

function unzip(bytes: Uint8Array, path: string): Uint8Array {
  let unzipped: Unzipped;
  try {
    unzipped = gunzipSync(bytes, { info: true, maxOutputLength: MOST_BYTES }) as unknown as Unzipped;
  } catch (error) {
    throw new FormatError(path, 'must be whole gzip of at most 1 GiB', (error as Error).message);
  }
  const rest = bytes.length - unzipped.engine.bytesWritten;
  if (rest > 0) throw new FormatError(path, 'must end where its gzip ends', `${rest} bytes more`);
  return unzipped.buffer;
}

// What zlib returns for `info: true`, which its types do not say; `bytesWritten` counts the bytes consumed.
interface Unzipped {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}
