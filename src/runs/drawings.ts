// The files of a run folder that are drawn from its facts: the record, pictures and pages. Each carries a checksum.

import { FormatError } from '../errors.ts';
import { readText } from '../formats/atomic-files.ts';
import { checkMarkup, sealJson, sealMarkup, unsealJson } from './sealed-text.ts';

/** The record of a run, in its folder. */
export const RECORD_FILE = 'record.json';
/** The page of a run, or of one of its seeds, in its folder. */
export const PAGE_FILE = 'report.html';

/** Returns whether a file of a run folder is drawn. */
export const isDrawing = (name: string): boolean => name === RECORD_FILE || /\.(svg|html)$/.test(name);

/** The text of a drawing with its checksum. */
export const sealDrawing = (content: string | object): string =>
  typeof content === 'string' ? sealMarkup(content) : sealJson(content);

/** Reads the record of a run without its checksum. @throws {FormatError} if it is damaged. */
export const readRecord = (path: string): object => unsealJson(readText(path), path);

/** Checks a drawing. @throws {FormatError} if it is damaged; the message says how to get it back. */
export function checkDrawing(name: string, path: string): void {
  try {
    if (name === RECORD_FILE) readRecord(path);
    else checkMarkup(readText(path), path);
  } catch (error) {
    if (error instanceof FormatError) error.message += '; delete the file to have it drawn again';
    throw error;
  }
}
