// Run folders on disk: new ones, and ones that are opened again. Each is used by one process at a time.

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shorten, TicketError } from '../errors.ts';
import { isLeftover } from '../formats/atomic-files.ts';
import { FolderInUseError, isClaim, lockFolder, releaseFolder } from './lock.ts';

/** Thrown when a folder cannot be used as a run folder. */
export class FolderError extends TicketError {
  override readonly name = 'FolderError';
}

/** Returns whether there is a file or folder with this path. */
export const exists = (path: string): boolean => existsSync(path);

/**
 * Makes and locks the folder of a new run: the given folder, or the next free runs/COMMAND-N.
 *
 * @throws {FolderError} if it cannot be made or is not empty.
 * @throws {FolderInUseError} if another process uses it.
 */
export function createRunFolder(asked: string | null, command: string): string {
  let folder = asked ?? 'runs';
  let files: string[];
  try {
    mkdirSync(folder, { recursive: true });
    folder = asked ?? makeNextFree(folder, command);
    lockFolder(folder);
    removeLeftovers(folder);
    files = readdirSync(folder).filter((name) => !isClaim(name));
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    throw new FolderError(
      `--out ${shorten(folder)}: must be a folder that can be made, got ${shorten((error as Error).message)}`,
    );
  }
  if (files.length === 0) return folder;
  releaseFolder(folder);
  throw new FolderError(
    `--out ${folder}: must be new or empty (--resume ${folder} continues an interrupted run), got ${files.length} files in it`,
  );
}

/**
 * Locks the folder of a run that is resumed, and removes the temporary files of a killed process. A folder that does not exist
 * is reported when its plan is read.
 *
 * @throws {FolderError} if it cannot be written to.
 * @throws {FolderInUseError} if another process uses it.
 */
export function openRunFolder(folder: string): void {
  if (!existsSync(folder)) return;
  try {
    lockFolder(folder);
    removeLeftovers(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    throw new FolderError(
      `--resume ${shorten(folder)}: must be the folder of a run, got ${shorten((error as Error).message)}`,
    );
  }
}

/** Removes temporary files that a process left behind when it was killed. */
function removeLeftovers(folder: string): void {
  for (const name of filesIn(folder))
    if (isLeftover(basename(name))) rmSync(join(folder, name), { force: true });
}

/** The subfolders of a run folder. */
const SUBFOLDER = /^(units|seed-\d+)$/;

/** Returns the names of all files of a run in its folder and the subfolders, relative to the folder and sorted. */
export function filesIn(folder: string, within = ''): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true })
    .flatMap((entry) => {
      const name = within + entry.name;
      if (!entry.isDirectory()) return [name];
      return within === '' && SUBFOLDER.test(name) ? filesIn(folder, `${name}/`) : [];
    })
    .filter((name) => !isClaim(name))
    .sort();
}

/** Makes the first folder NAME-1, NAME-2, … that does not exist, even if several processes do so at the same time. */
function makeNextFree(parent: string, name: string): string {
  for (let n = 1; ; n++) {
    const folder = join(parent, `${name}-${n}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
