import { CommanderError } from 'commander';
import { FormatError, NonFiniteError, TicketError, ValueError } from '../errors.ts';
import { FileError } from '../formats/atomic-files.ts';
import { MissingPackageError, TrialError } from '../parallel/index.ts';
import { FolderError } from '../runs/folder.ts';
import { FolderInUseError } from '../runs/lock.ts';
import { DivergenceError } from '../training/index.ts';

/** Thrown when the user presses Ctrl-C or the process receives a signal to end. */
export class InterruptedError extends TicketError {
  override readonly name = 'InterruptedError';
}

/** Thrown when a run cannot start because of files or folders, for example because data are missing. */
export class DataError extends TicketError {
  override readonly name = 'DataError';
}

/** List of exit codes, which is printed below every help text. */
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

/** Returns the exit code for the error that ended the program. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InterruptedError) return 130;
  // Data and options are checked before training, so that a NaN that occurs later is due to a diverging training.
  if (error instanceof DivergenceError || error instanceof NonFiniteError) return 4;
  const kinds = [DataError, FileError, FolderError, FolderInUseError, FormatError, MissingPackageError];
  if (kinds.some((kind) => error instanceof kind)) return 3;
  if (error instanceof TrialError) return CODES[(error.cause as Error | undefined)?.name ?? ''] ?? 1;
  return error instanceof ValueError ? 2 : 1;
}

/** Exit codes by the names of errors. Errors from another thread have lost their class. */
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

/** Prints what went wrong on stderr: one line for expected errors, the stack for unexpected ones. */
export function reportFailure(error: unknown): void {
  if (error instanceof CommanderError) return;
  const foreseen = error instanceof TicketError;
  console.error(foreseen ? `winning-ticket: ${error.message}` : error);
}
