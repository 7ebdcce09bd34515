// Reads and writes whole files in Node. Writing is atomic: readers see the old file or the new one, never a part.

import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { FormatError, ValueError } from '../errors.ts';

/**
 * Thrown when a file cannot be read or written, for example because it is missing or the disk is full.
 *
 * @example
 * await readTicket('none.safetensors'); // throws FileError
 */
export class FileError extends ValueError {
  override readonly name = 'FileError';
}

/**
 * Writes a file to a temporary one in the same folder, which then replaces the original.
 *
 * @throws {FileError} if that fails; the original file is unchanged then. The message contains the path.
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = openSync(temporary, 'wx');
    try {
      writeThrough(file, bytes);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw new FileError(path, 'must be a file that can be written', reasonOf(error));
  }
}

/** Returns whether this is the name of a temporary file, which a program that is killed while writing leaves behind. */
export const isLeftover = (name: string): boolean =>
  /^\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/.test(name);

function writeThrough(file: number, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Returns the bytes of a file. @throws {FileError} if it is missing, unreadable or a folder; the message contains the path.
 */
export function readWhole(path: string): Uint8Array {
  try {
    if (statSync(path).isFile()) return readFileSync(path);
  } catch (error) {
    throw new FileError(path, 'must be a file that can be read', reasonOf(error));
  }
  throw new FileError(path, 'must be a file', 'a folder or a device');
}

/** Writes a text file in UTF-8, like `writeWhole`. */
export const writeText = (path: string, text: string): void =>
  writeWhole(path, new TextEncoder().encode(text));

/** Returns the text of a file. @throws {FileError} like `readWhole`. @throws {FormatError} if the file is not UTF-8. */
export function readText(path: string): string {
  const bytes = readWhole(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FormatError(path, 'must be UTF-8', 'other bytes');
  }
}

const reasonOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
