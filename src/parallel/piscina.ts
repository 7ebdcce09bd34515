import type { Piscina } from 'piscina';
import { TicketError } from '../errors.ts';

/**
 * Thrown if the optional package that a function needs is not installed. The message has the command that installs it.
 *
 * @example
 * const error = new MissingPackageError('piscina: must be installed to use threads (npm install piscina)');
 * error instanceof TicketError; // → true
 * error.name; // → 'MissingPackageError'
 */
export class MissingPackageError extends TicketError {
  override readonly name = 'MissingPackageError';
}

/** Returns the class Piscina. @throws {MissingPackageError} if the package is not installed. */
export async function loadPiscina(): Promise<typeof Piscina> {
  try {
    return (await import('piscina')).Piscina;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new MissingPackageError(
      'piscina: must be installed to use threads (npm install piscina), got no such package',
    );
  }
}

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' && /'piscina'/.test(String(error));
