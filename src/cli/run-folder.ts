// The folder of a run. Every file is written whole or not at all, and nothing that exists is overwritten unasked.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shorten } from '../errors.ts';
import { isLeftover, writeWhole } from '../formats/atomic-files.ts';
import type { Mask } from '../pruning/index.ts';
import {
  accuracyPlot,
  curvesPlot,
  inBothSizes,
  inputsImage,
  layersPlot,
  type Picture,
  type RunRecord,
  reportPage,
} from '../report/index.ts';
import { FolderInUseError, isClaim, lockFolder, releaseFolder } from '../runs/lock.ts';
import { DataError } from './exit-codes.ts';
import { DEFAULTS, type FindConfig } from './find-config.ts';

/** The files of a run's folder. */
export const FILES = {
  record: 'record.json',
  ticket: 'ticket.safetensors',
  progress: 'progress.safetensors',
  page: 'report.html',
  accuracy: 'accuracy.svg',
  curves: 'curves.svg',
  layers: 'layers.svg',
  inputs: 'inputs.svg',
} as const;

/** Whether there is a file or folder of that name. */
export const exists = (path: string): boolean => existsSync(path);

/**
 * Makes the folder of a new run, the one asked for or the next free runs/COMMAND-N, and locks it.
 *
 * @throws {DataError} if it cannot be made or has files in it.
 * @throws {FolderInUseError} if another process uses it.
 */
export function createRunFolder(asked: string | undefined, command = 'find'): string {
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
    throw new DataError(
      `--out ${shorten(folder)}: must be a folder that can be made, got ${shorten((error as Error).message)}`,
    );
  }
  if (files.length === 0) return folder;
  releaseFolder(folder);
  throw new DataError(
    `--out ${folder}: must be new or empty (--resume ${folder} goes on with an interrupted run), got ${files.length} files in it`,
  );
}

/**
 * Locks the folder of a run that is resumed, and removes the temporary files of a process that was killed there. A folder
 * that does not exist is left to whoever reads its record.
 *
 * @throws {DataError} if it cannot be written to.
 * @throws {FolderInUseError} if another process uses it.
 */
export function openRunFolder(folder: string): void {
  if (!exists(folder)) return;
  try {
    lockFolder(folder);
    removeLeftovers(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    throw new DataError(
      `--resume ${shorten(folder)}: must be the folder of a run, got ${shorten((error as Error).message)}`,
    );
  }
}

/** The record in a run's folder. Throws a DataError where there is none, or none that can be read. */
export function readRecord(folder: string): RunRecord<FindConfig> {
  try {
    const record = JSON.parse(readFileSync(join(folder, FILES.record), 'utf8'));
    if (Array.isArray(record?.rounds) && isConfig(record.config)) return record;
  } catch (error) {
    throw new DataError(
      `--resume ${shorten(folder)}: must hold the ${FILES.record} of a run, got ${shorten((error as Error).message)}`,
    );
  }
  throw new DataError(`--resume ${shorten(folder)}: must hold the ${FILES.record} of a run, got other JSON`);
}

/** Writes the record. */
export function writeRecord(folder: string, record: RunRecord<FindConfig>): void {
  writeText(join(folder, FILES.record), `${JSON.stringify(record, null, 2)}\n`);
}

/** Draws the pictures the record can give, and the page that shows them. */
export function writePictures(
  folder: string,
  record: RunRecord<FindConfig>,
  mask: Mask | null,
  image: readonly [number, number] | undefined,
): void {
  if (record.dense === null) return;
  const pictures = new Map<string, Picture>([
    [FILES.accuracy, inBothSizes((layout) => accuracyPlot(record, layout))],
    [FILES.curves, inBothSizes((layout) => curvesPlot(record, layout))],
    [FILES.layers, inBothSizes((layout) => layersPlot(record, layout))],
  ]);
  if (mask !== null && image !== undefined) {
    const [first] = mask.layers.values();
    const outputs = first.length / (image[0] * image[1]);
    pictures.set(
      FILES.inputs,
      inBothSizes((layout) => inputsImage(first, outputs, image, layout)),
    );
  }
  for (const [file, { wide }] of pictures) writeText(join(folder, file), wide);
  writeText(join(folder, FILES.page), reportPage(record, [...pictures.values()]));
}

/** Whether a value has an option of each name and type. */
export const isConfig = (config: Readonly<Record<string, unknown>> | null | undefined): boolean =>
  Object.entries(DEFAULTS).every(([option, value]) => typeof config?.[option] === typeof value);

/** Writes a file as a whole. @throws {FileError} if that fails. */
export const writeText = (path: string, text: string): void =>
  writeWhole(path, new TextEncoder().encode(text));

/** Removes the temporary files of a process that was killed while it wrote. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter(isLeftover)) rmSync(join(folder, name), { force: true });
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
