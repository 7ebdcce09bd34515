// Tickets and progress of searches on disk, for Node. Error messages contain each path as it was given.

import type { Progress } from '../pruning/round.ts';
import type { WinningTicket } from '../pruning/ticket.ts';
import { readWhole, writeWhole } from './atomic-files.ts';
import type { FileRecord } from './file-checksum.ts';
import { decodeProgress, encodeProgress, type ProgressFile } from './progress-file.ts';
import { decodeTicketFile, encodeTicket, type TicketFile, type TicketFileOptions } from './ticket-file.ts';

/**
 * Writes a ticket to a safetensors file. The file is replaced atomically: it is never incomplete.
 *
 * @param options shapes of the weights, and a record of strings to store with the ticket.
 * @throws {ValueError} if the path cannot be written, or the ticket or an option is invalid.
 *
 * @example
 * const weights = new Map([['fc1.weight', Float32Array.of(3, 1)]]);
 * const parts = { mask: Mask.dense(weights), weights, others: new Map(), rewind: RewindStrategy.init(), sparsityHistory: [] };
 * const ticket = new WinningTicket(parts);
 * await writeTicket('ticket.safetensors', ticket);
 * (await readTicket('ticket.safetensors')).weights.get('fc1.weight'); // → Float32Array(2) [ 3, 1 ]
 */
export async function writeTicket(
  path: string,
  ticket: WinningTicket,
  options: TicketFileOptions = {},
): Promise<void> {
  writeWhole(path, await encodeTicket(ticket, options));
}

/**
 * Reads a ticket that `writeTicket` wrote.
 *
 * @throws {FileError} if the file cannot be read.
 * @throws {FormatError} if it is not the file of a ticket, or is damaged.
 *
 * @example
 * const weights = new Map([['fc1.weight', Float32Array.of(3, 1)]]);
 * const parts = { mask: Mask.dense(weights), weights, others: new Map(), rewind: RewindStrategy.init(), sparsityHistory: [] };
 * const ticket = new WinningTicket(parts);
 * await writeTicket('ticket.safetensors', ticket);
 * const again = await readTicket('ticket.safetensors');
 * (await again.digest()) === (await ticket.digest()); // → true
 */
export async function readTicket(path: string): Promise<WinningTicket> {
  return (await readTicketFile(path)).ticket;
}

/**
 * Reads a ticket together with the shapes and the record that were stored with it.
 *
 * @throws {FileError} if the file cannot be read.
 * @throws {FormatError} if it is not the file of a ticket, or is damaged.
 *
 * @example
 * const weights = new Map([['fc1.weight', Float32Array.of(3, 1)]]);
 * const parts = { mask: Mask.dense(weights), weights, others: new Map(), rewind: RewindStrategy.init(), sparsityHistory: [] };
 * const ticket = new WinningTicket(parts);
 * await writeTicket('ticket.safetensors', ticket, { record: { seed: '1' } });
 * (await readTicketFile('ticket.safetensors')).record; // → { seed: '1' }
 */
export async function readTicketFile(path: string): Promise<TicketFile> {
  return decodeTicketFile(readWhole(path), path);
}

/**
 * Writes the progress of a search to a safetensors file, so that it can be resumed. The file is replaced atomically: it is never
 * incomplete. The state of the optimizer must be one of this package's optimizers, or undefined.
 *
 * @param record strings to store with the progress.
 * @throws {FileError} if the path cannot be written.
 * @throws {ValueError} if the progress cannot be encoded, for example because the trainer's state has another form.
 *
 * @example
 * const w = Float32Array.of(0.5, -0.25);
 * const model = { prunableWeights: () => new Map([['w', w]]) };
 * const trainer = { iterations: 1, train({ afterUpdate }) { w[0] += 1; afterUpdate(1); } };
 * const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 });
 * for await (const { progress } of pruner.rounds(model, trainer)) await writeProgress('progress.safetensors', progress);
 * (await readProgress('progress.safetensors')).progress.round; // → 1
 */
export async function writeProgress(
  path: string,
  progress: Progress,
  record: FileRecord = {},
): Promise<void> {
  writeWhole(path, await encodeProgress(progress, record));
}

/**
 * Reads the progress of a search that `writeProgress` wrote, to pass it to the pruner as `resume`.
 *
 * @throws {FileError} if the file cannot be read.
 * @throws {FormatError} if it is not the file of a search's progress, or is damaged.
 *
 * @example
 * const w = Float32Array.of(0.5, -0.25);
 * const model = { prunableWeights: () => new Map([['w', w]]) };
 * const trainer = { iterations: 1, train({ afterUpdate }) { w[0] += 1; afterUpdate(1); } };
 * const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 });
 * for await (const { progress } of pruner.rounds(model, trainer)) await writeProgress('progress.safetensors', progress);
 * const { progress } = await readProgress('progress.safetensors');
 * const ticket = await pruner.findTicket(model, trainer, { resume: progress });
 * ticket.sparsity; // → 0.5
 */
export async function readProgress(path: string): Promise<ProgressFile> {
  return decodeProgress(readWhole(path), path);
}
