import { CommanderError } from 'commander';
import { FormatError, NonFiniteError, TicketError, ValueError } from '../errors.ts';
import { FileError } from '../formats/atomic-files.ts';
import { MissingPackageError, TrialError } from '../parallel/index.ts';
import { FolderError } from '../runs/folder.ts';
import { FolderInUseError } from '../runs/lock.ts';
import { DivergenceError } from '../training/index.ts';

/** Ctrl-C, or a signal to end. */
export class InterruptedError extends TicketError {
  override readonly name = 'InterruptedError';
}

/** A run that cannot start because of what is, or is not, on the disk. */
export class DataError extends TicketError {
  override readonly name = 'DataError';
}

/** Printed below every help text. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    done, whatever the verdict
  1    something broke unexpectedly
  2    an option is unknown or out of range
  3    data, a package or an output folder is missing, damaged or in the way
  4    training diverged
  130  interrupted; finished trainings are kept
If trials fail, the others are run all the same; the code is that of the first
one by seed.`;

/** The exit code for what ended the program. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InterruptedError) return 130;
  // Data and options are checked before training: a NaN that turns up later is a weight's.
  if (error instanceof DivergenceError || error instanceof NonFiniteError) return 4;
  const kinds = [DataError, FileError, FolderError, FolderInUseError, FormatError, MissingPackageError];
  if (kinds.some((kind) => error instanceof kind)) return 3;
  if (error instanceof TrialError) return CODES[(error.cause as Error | undefined)?.name ?? ''] ?? 1;
  return error instanceof ValueError ? 2 : 1;
}

/** Exit codes of errors that came from another thread: there, a class is but a name. */
const CODES: Readonly<Record<string, number>> = {
  DivergenceError: 4,
  NonFiniteError: 4,
  DataError: 3,
  FileError: 3,
  FolderError: 3,
  FolderInUseError: 3,
  FormatError: 3,
  ValueError: 2,
};

/** Says on stderr what went wrong: one line for what we foresaw, the stack for what we did not. */
export function reportFailure(error: unknown): void {
  if (error instanceof CommanderError) return;
  const foreseen = error instanceof TicketError;
  console.error(foreseen ? `winning-ticket: ${error.message}` : error);
}
