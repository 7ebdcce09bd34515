// Tickets and progress on disk, for Node. Errors name each path as it was given.

import type { Progress } from '../pruning/round.ts';
import type { WinningTicket } from '../pruning/ticket.ts';
import { readWhole, writeWhole } from './atomic-files.ts';
import { decodeProgress, encodeProgress, type ProgressFile } from './progress-file.ts';
import type { FileRecord } from './sealed.ts';
import { decodeTicketFile, encodeTicket, type TicketFile, type TicketFileOptions } from './ticket-file.ts';

/** Writes a ticket, whole or not at all. Errors: `encodeTicket`'s, and a ValueError for a path that cannot be written. */
export async function writeTicket(
  path: string,
  ticket: WinningTicket,
  options: TicketFileOptions = {},
): Promise<void> {
  writeWhole(path, await encodeTicket(ticket, options));
}

/** Reads a ticket. Throws a ValueError for what is no readable file, a FormatError for one that is no whole ticket. */
export async function readTicket(path: string): Promise<WinningTicket> {
  return (await readTicketFile(path)).ticket;
}

/** Reads a ticket and what was sent along with it. Errors: `readTicket`'s. */
export async function readTicketFile(path: string): Promise<TicketFile> {
  return decodeTicketFile(readWhole(path), path);
}

/** Writes where a search stands, whole or not at all. Errors: `encodeProgress`'s, and `writeTicket`'s for the path. */
export async function writeProgress(
  path: string,
  progress: Progress,
  record: FileRecord = {},
): Promise<void> {
  writeWhole(path, await encodeProgress(progress, record));
}

/** Reads where a search stood. Throws a ValueError for what is no readable file, a FormatError for no whole progress. */
export async function readProgress(path: string): Promise<ProgressFile> {
  return decodeProgress(readWhole(path), path);
}
